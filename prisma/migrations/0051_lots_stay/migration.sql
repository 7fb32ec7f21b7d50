-- An invitation follows its customer into the one that was kept; whose lot it was stays, as it does with who was held out. The database
-- keeps it, whoever moves the row.
ALTER TABLE "invitation" ADD COLUMN "drawn_buyer_id" TEXT;

-- Moved before this was kept: nobody is invited while they are held out, so the lot was a customer's who became them since.
ALTER TABLE "invitation" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "invite_press" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "hold_out" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "buyer" NO FORCE ROW LEVEL SECURITY;
UPDATE "invitation" i SET drawn_buyer_id = (
    SELECT min(m.buyer_id) FROM "buyer" m WHERE m.shop_id = i.shop_id AND m.merged_into = i.buyer_id AND m.buyer_id <> i.buyer_id
      AND NOT EXISTS (SELECT FROM "hold_out" o WHERE o.shop_id = m.shop_id AND o.program_id = i.program_id AND o.buyer_id = m.buyer_id))
  FROM "hold_out" h, "invite_press" p
  WHERE h.shop_id = i.shop_id AND h.program_id = i.program_id AND h.buyer_id = i.buyer_id
    AND p.shop_id = i.shop_id AND p.press_id = i.press_id AND p.pressed_at < h.due_at;
ALTER TABLE "buyer" FORCE ROW LEVEL SECURITY;
ALTER TABLE "hold_out" FORCE ROW LEVEL SECURITY;
ALTER TABLE "invite_press" FORCE ROW LEVEL SECURITY;
ALTER TABLE "invitation" FORCE ROW LEVEL SECURITY;

CREATE FUNCTION invitation_keeps_lot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.drawn_buyer_id := CASE WHEN NEW.buyer_id = OLD.buyer_id THEN OLD.drawn_buyer_id ELSE coalesce(OLD.drawn_buyer_id, OLD.buyer_id) END;
  RETURN NEW;
END $$;
CREATE TRIGGER keeps_lot BEFORE UPDATE OF buyer_id, drawn_buyer_id ON "invitation" FOR EACH ROW EXECUTE FUNCTION invitation_keeps_lot();
