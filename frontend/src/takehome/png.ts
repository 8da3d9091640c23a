// Words inside a PNG picture, as chunks of international text (https://www.w3.org/TR/png-3/#11iTXt).

/** Where the first chunk ends, the header of the picture: after its signature, its length, its name and its sum. */
const AFTER_HEADER = 8 + 4 + 4 + 13 + 4;

/** A picture with notes: pairs of a keyword and a text. */
export async function noted(picture: Blob, notes: readonly [string, string][]): Promise<Blob> {
  const bytes = new Uint8Array(await picture.arrayBuffer());
  const chunks = notes.map(([keyword, text]) => chunk(keyword, text));
  return new Blob([bytes.slice(0, AFTER_HEADER), ...chunks, bytes.slice(AFTER_HEADER)], { type: "image/png" });
}

function chunk(keyword: string, text: string): Uint8Array<ArrayBuffer> {
  // The zeros: the end of the keyword, not compressed (two), no language, no translated keyword.
  const body = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text.replaceAll("\0", "\ufffd")}`);
  const found = new Uint8Array(body.length + 8);
  const view = new DataView(found.buffer);
  view.setUint32(0, body.length - 4);
  found.set(body, 4);
  view.setUint32(body.length + 4, sum(body));
  return found;
}

/** CRC-32. */
function sum(bytes: Uint8Array): number {
  let found = 0xffffffff;
  for (const byte of bytes) {
    found ^= byte;
    for (let bit = 0; bit < 8; bit++) found = (found >>> 1) ^ (found & 1 ? 0xedb88320 : 0);
  }
  return (found ^ 0xffffffff) >>> 0;
}
