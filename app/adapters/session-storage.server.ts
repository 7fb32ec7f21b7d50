/**
 * Sessions as the Shopify library stores them, but sealed: tokens and the person's name and address lie in the database
 * encrypted. A session whose seal does not open (the key was lost, the row was changed) counts as absent, and the next
 * visit exchanges a new token. An offline session without an expiry counts as expired, since Shopify's tokens expire.
 */
import type { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import { connections } from "~/db.server";
import { env } from "~/env.server";
import { logger } from "./logger.server";
import { seal, SealBroken, unseal } from "./seal.server";

const PERSONAL = ["first_name", "last_name", "email"] as const;

export const ownerOf = (sessionId: string, field: string): string => `${sessionId}:${field}`;
export const keys = (): string[] => [env().ENCRYPTION_KEY, env().ENCRYPTION_KEY_PREVIOUS].filter((key) => key !== undefined);
const sealed = (text: string, sessionId: string, field: string): string =>
  text ? seal(text, ownerOf(sessionId, field), env().ENCRYPTION_KEY) : text;
/** The library gives an absent name back as the text "null". */
const opened = (text: string, sessionId: string, field: string): string =>
  text && text !== "null" ? unseal(text, ownerOf(sessionId, field), keys()) : "";

/** Looks for its table once and then believes the answer for ever, so it is made anew when the database was away. */
let inner: { storage: PrismaSessionStorage<never>; door: unknown } | undefined;

async function ready(): Promise<PrismaSessionStorage<never>> {
  const { door } = connections();
  if (inner?.door !== door)
    inner = { door, storage: new PrismaSessionStorage(door as never, { connectionRetries: 1, connectionRetryIntervalMs: 0 }) };
  return inner.storage;
}

async function withStorage<T>(work: (storage: PrismaSessionStorage<never>) => Promise<T>): Promise<T> {
  try {
    return await work(await ready());
  } catch (error) {
    inner = undefined;
    throw error;
  }
}

export const sessionStorage: SessionStorage = {
  storeSession: (session) => withStorage((storage) => storage.storeSession(sealSession(session))),
  async loadSession(id) {
    const session = await withStorage((storage) => storage.loadSession(id));
    return session && openSession(session);
  },
  deleteSession: (id) => withStorage((storage) => storage.deleteSession(id)),
  deleteSessions: (ids) => withStorage((storage) => storage.deleteSessions(ids)),
  /** At most 25: never use it to delete (forgetSessions does). */
  async findSessionsByShop(shop) {
    const found = await withStorage((storage) => storage.findSessionsByShop(shop));
    return found.map(openSession).filter((session) => session !== undefined);
  },
};

/** Throws away every session of a shop, however many. Returns how many there were. */
export async function forgetSessions(shopId: string): Promise<number> {
  const { count } = await connections().door.session.deleteMany({ where: { shop: shopId } });
  return count;
}

function sealSession(session: Session): Session {
  const copy = cloneOf(session);
  const seal = (text: string, field: string) => sealed(text, session.id, field);
  if (copy.accessToken) copy.accessToken = seal(copy.accessToken, "accessToken");
  if (copy.refreshToken) copy.refreshToken = seal(copy.refreshToken, "refreshToken");
  if (!copy.isOnline && !copy.expires) copy.expires = new Date();
  const user = copy.onlineAccessInfo?.associated_user;
  if (user) for (const field of PERSONAL) if (user[field]) user[field] = seal(user[field], field);
  return copy;
}

function openSession(session: Session): Session | undefined {
  try {
    const open = (text: string, field: string) => opened(text, session.id, field);
    if (session.accessToken) session.accessToken = open(session.accessToken, "accessToken");
    if (session.refreshToken) session.refreshToken = open(session.refreshToken, "refreshToken");
    const user = session.onlineAccessInfo?.associated_user;
    if (user) for (const field of PERSONAL) user[field] = open(user[field] ?? "", field);
    return session;
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    logger().error({ error, shop: session.shop }, "a stored session does not open; its owner will be asked to sign in again");
    return undefined;
  }
}

function cloneOf(session: Session): Session {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(session)) as Session, session);
  const info = session.onlineAccessInfo;
  if (info) copy.onlineAccessInfo = { ...info, associated_user: { ...info.associated_user } };
  return copy;
}
