-- Whom a mail went to, by the address's fingerprint: what comes back of it is about that address, whatever the person's is by then.
ALTER TABLE "contact" ADD COLUMN "email_hash" TEXT;
