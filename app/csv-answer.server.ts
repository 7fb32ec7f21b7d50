/** A spreadsheet as an answer, written while it is read: no list of any length stands whole in memory, and who stops reading stops the writing. */
export function csvAnswer(pieces: AsyncGenerator<string>, fileName: string): Response {
  const bytes = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(into) {
      const { done, value } = await pieces.next();
      if (done) into.close();
      else into.enqueue(bytes.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex",
    },
  });
}
