/**
 * Codes nobody can guess but everybody can type: characters of Crockford's base 32 (no I, L, O, U), five random bits
 * each. Lead codes, pool codes and reward codes are made of them.
 */
import type { Chance } from "~/ports/chance";
import { invariant } from "../invariant";

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** `length` characters, so 5 × `length` bits. */
export function unguessableCode(chance: Chance, length: number): string {
  // Whole groups of three bytes: then every character of the token holds six random bits, of which five are kept.
  const token = chance.token(Math.ceil(length / 4) * 3);
  let code = "";
  for (const character of token.slice(0, length)) {
    const bits = BASE64URL.indexOf(character);
    invariant(bits >= 0, "a token is base64url text");
    code += CROCKFORD[bits & 31];
  }
  invariant(code.length === length, "a token is as long as was asked");
  return code;
}
