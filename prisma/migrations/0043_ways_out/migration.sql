-- What waits to be sent, found again when its job was lost; and invitations of which nobody was reminded.
CREATE INDEX letter_unsettled ON "letter" (shop_id, letter_id) WHERE state IN ('waiting', 'sending');
CREATE INDEX invitation_unsettled ON "invitation" (shop_id, invitation_id) WHERE state IN ('waiting', 'sending');
CREATE INDEX invitation_sent ON "invitation" (shop_id, sent_at) WHERE state = 'sent';
