-- The owner's words for a letter, a language each. Rows of before name none: they stand in the store's own. "ours": the owner wants
-- our words in this language, where theirs in the store's language would else stand in.
ALTER TABLE "letter_version"
  ADD COLUMN "language" TEXT,
  ADD COLUMN "ours" BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT letter_version_language CHECK (language ~ '^[a-z]{2,3}$'),
  ADD CONSTRAINT letter_version_ours CHECK (NOT ours OR (language IS NOT NULL AND subject IS NULL AND opening IS NULL AND body IS NULL));
