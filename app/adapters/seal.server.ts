/**
 * Sealing what must not be read from a stolen database: AES-256-GCM under the app's encryption key. A sealed text names
 * the key it was sealed with, so the key can be rotated while the previous one still opens; the owner of the text (its
 * session id and field) is authenticated with it, so a sealed token moved to another row does not open.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

const VERSION = "s1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Why a text does not open; the message names the key, never the text. */
export class SealBroken extends Error {
  override name = "SealBroken";
}

const keyId = (hexKey: string): string => createHash("sha256").update(Buffer.from(hexKey, "hex")).digest("hex").slice(0, 8);

/** @param owner what the text belongs to; the same must be given to open it */
export function seal(text: string, owner: string, hexKey: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(hexKey, "hex"), iv).setAAD(Buffer.from(owner));
  const body = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${keyId(hexKey)}.${body.toString("base64url")}`;
}

/** @throws SealBroken when the text is not sealed, was sealed with none of the keys, for another owner, or was changed */
export function unseal(sealed: string, owner: string, hexKeys: string[]): string {
  const [version, id, payload, ...rest] = sealed.split(".");
  if (version !== VERSION || !id || !payload || rest.length) throw new SealBroken("the text is not sealed");
  const hexKey = hexKeys.find((one) => keyId(one) === id);
  if (!hexKey) throw new SealBroken(`sealed with key ${id}, which is neither ENCRYPTION_KEY nor ENCRYPTION_KEY_PREVIOUS`);
  const body = Buffer.from(payload, "base64url");
  if (body.length < IV_BYTES + TAG_BYTES) throw new SealBroken("the sealed text is cut off");
  const decipher = createDecipheriv("aes-256-gcm", Buffer.from(hexKey, "hex"), body.subarray(0, IV_BYTES)).setAAD(Buffer.from(owner));
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  try {
    return decipher.update(body.subarray(IV_BYTES, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
  } catch (error) {
    throw new SealBroken("the sealed text was changed or belongs to another row", { cause: error });
  }
}
