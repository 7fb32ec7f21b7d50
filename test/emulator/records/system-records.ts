/** What Shopify keeps of apps and of its own work: bulk operations, webhooks, installations, tokens; and the mails that were caught. */
import type { Id, Instant } from "./units.ts";

export type BulkOperation = {
  id: Id;
  query: string;
  groupObjects: boolean;
  status: "CREATED" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELED" | "CANCELING";
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT" | null;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number | null;
  /** Name of the file in the emulator's file folder. */
  file: string | null;
  partial: boolean;
  createdAt: Instant;
  completedAt: Instant | null;
};

export type Delivery = {
  id: string;
  topic: string;
  eventId: string;
  triggeredAt: Instant;
  apiVersion: string;
  body: string;
  dueAt: Instant;
  attempts: number;
  status: "waiting" | "delivered" | "dropped" | "given up";
  lastStatus: number | null;
};

export type Installation = {
  clientId: string;
  scopes: string[];
  installedAt: Instant;
  uninstalledAt: Instant | null;
  proxyPrefix: string;
};
export type Token = {
  token: string;
  kind: "access" | "refresh";
  online: boolean;
  expiresAt: Instant | null;
  revoked: boolean;
  /** A refresh token that was used: when, and the pair it was answered with, which a retry gets again. */
  used?: { at: Instant; access: string; refresh: string };
  /** A refresh token that came out of refreshing: the one it replaces, retired when this one is used. */
  replaces?: string;
};
export type Mail = { id: string; from: string; to: string[]; subject: string; receivedAt: Instant; raw: string };
export type Metafield = { id: Id; ownerId: string; namespace: string; key: string; type: string; value: string; updatedAt: Instant };
