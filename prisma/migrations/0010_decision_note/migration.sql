-- Why an owner decided as they did, in their own words; null for what the rules decided.
ALTER TABLE "decision" ADD COLUMN "note" TEXT,
  ADD CONSTRAINT decision_note_of_people CHECK (note IS NULL OR decided_by <> 'rules');
