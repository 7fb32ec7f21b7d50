/** The page around extensions: hands each its session token, makes it as tall as it is, and copies what it asks to have copied. */
addEventListener("message", async ({ source, data }) => {
  const frame = [...document.querySelectorAll("iframe[data-extension]")].find((one) => one.contentWindow === source);
  if (!frame || typeof data !== "object") return;
  if (data.ask === "token") {
    const { token } = await (await fetch("/__emulator/customer-token")).json();
    source.postMessage({ answer: data.id, token }, "*");
  }
  if (data.ask === "height") frame.height = data.height;
  if (data.ask === "copy") await navigator.clipboard?.writeText(data.text);
});
