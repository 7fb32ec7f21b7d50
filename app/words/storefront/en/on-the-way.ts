/** What a friend reads before and after an ambassador's page: its card in a chat, and the page between the button and the store. */

export const preview = {
  title: (name: string, shop: string, percent: string) => `${percent} off at ${shop}, from ${name}`,
  /** `shows`: the page has products on it. `products`: such are given as thanks. */
  text: (name: string, shop: string, shows: boolean, products: boolean) =>
    `${shows ? `See what ${name} loves at ${shop}.` : `${name} shops at ${shop}, and this is for friends.`} ${name} gets ${products ? "products" : "something"} from ${shop} when friends buy.`,
};

export const go = {
  heading: "Your discount is ready",
  text: "You're on your way to the store. If nothing happens, press here:",
  button: "On to the store",
};
