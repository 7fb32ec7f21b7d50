-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMP(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "emailVerified" BOOLEAN DEFAULT false,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMP(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop" (
    "shop_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "postal_address" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL,
    "iana_timezone" TEXT NOT NULL,
    "country_code" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "storefront_url" TEXT NOT NULL,
    "proxy_prefix" TEXT NOT NULL,
    "plan_name" TEXT NOT NULL,
    "scopes" TEXT[],
    "installed_at" TIMESTAMPTZ(3) NOT NULL,
    "uninstalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "shop_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "receipt" (
    "shop_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event_id" TEXT,
    "api_version" TEXT,
    "triggered_at" TIMESTAMPTZ(3),
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("shop_id","topic","webhook_id")
);

-- CreateTable
CREATE TABLE "erasure" (
    "shop_hash" TEXT NOT NULL,
    "rows" BIGINT NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("shop_hash","erased_at")
);

-- CreateTable
CREATE TABLE "import" (
    "shop_id" TEXT NOT NULL,
    "import_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "operation_id" TEXT,
    "result_url" TEXT,
    "result_bytes" BIGINT,
    "read_bytes" BIGINT NOT NULL DEFAULT 0,
    "objects_ready" BIGINT NOT NULL DEFAULT 0,
    "orders_read" INTEGER NOT NULL DEFAULT 0,
    "lines_read" INTEGER NOT NULL DEFAULT 0,
    "buyers_read" INTEGER NOT NULL DEFAULT 0,
    "products_read" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "refused_reasons" JSONB NOT NULL DEFAULT '[]',
    "horizon_days" INTEGER,
    "stop_asked" BOOLEAN NOT NULL DEFAULT false,
    "runs" INTEGER NOT NULL DEFAULT 0,
    "partial" BOOLEAN NOT NULL DEFAULT false,
    "problem" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("shop_id","import_id")
);

-- CreateTable
CREATE TABLE "program" (
    "shop_id" TEXT NOT NULL,
    "program_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "program_pkey" PRIMARY KEY ("shop_id","program_id")
);

-- CreateTable
CREATE TABLE "program_version" (
    "shop_id" TEXT NOT NULL,
    "program_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "offer_bp" INTEGER NOT NULL,
    "credit_bp" INTEGER NOT NULL,
    "return_window_days" INTEGER NOT NULL,
    "click_window_days" INTEGER NOT NULL,
    "new_friends_only" BOOLEAN NOT NULL,
    "renewals_count" BOOLEAN NOT NULL,
    "power_buyer_bp" INTEGER NOT NULL,
    "hold_out_bp" INTEGER NOT NULL,
    "shelf_minimum_minor" BIGINT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" TEXT NOT NULL,

    CONSTRAINT "program_version_pkey" PRIMARY KEY ("shop_id","program_id","version")
);

-- CreateTable
CREATE TABLE "product" (
    "shop_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "image_url" TEXT,
    "status" TEXT NOT NULL,
    "collections" TEXT[],
    "gift_card" BOOLEAN NOT NULL DEFAULT false,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_pkey" PRIMARY KEY ("shop_id","product_id")
);

-- CreateTable
CREATE TABLE "variant" (
    "shop_id" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "sku" TEXT,
    "price_minor" BIGINT NOT NULL,
    "unit_cost_minor" BIGINT,
    "currency" TEXT NOT NULL,
    "available" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "variant_pkey" PRIMARY KEY ("shop_id","variant_id")
);

-- CreateTable
CREATE TABLE "orders" (
    "shop_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "buyer_id" TEXT,
    "email" TEXT,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "paid_at" TIMESTAMPTZ(3),
    "fulfilled_at" TIMESTAMPTZ(3),
    "test" BOOLEAN NOT NULL,
    "renewal" BOOLEAN NOT NULL DEFAULT false,
    "own_reward" BOOLEAN NOT NULL DEFAULT false,
    "currency" TEXT NOT NULL,
    "goods_minor" BIGINT NOT NULL,
    "ordered_minor" BIGINT NOT NULL,
    "amount_only_refunds_minor" BIGINT NOT NULL DEFAULT 0,
    "financial_status" TEXT,
    "source_name" TEXT,
    "tags" TEXT[],
    "codes" TEXT[],
    "click_id" TEXT,
    "buyer_order_index" INTEGER,
    "country_code" TEXT,
    "province" TEXT,
    "gift" BOOLEAN NOT NULL DEFAULT false,
    "shopify_updated_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "shop_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "line_id" TEXT NOT NULL,
    "product_id" TEXT,
    "variant_id" TEXT,
    "title" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "current_quantity" INTEGER NOT NULL,
    "goods_minor" BIGINT NOT NULL,
    "ordered_minor" BIGINT NOT NULL,
    "gift_card" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("shop_id","order_id","line_id")
);

-- CreateTable
CREATE TABLE "buyer" (
    "shop_id" TEXT NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "first_name" TEXT,
    "last_name" TEXT,
    "email" TEXT,
    "consent" TEXT NOT NULL,
    "country_code" TEXT,
    "province" TEXT,
    "city" TEXT,
    "orders" INTEGER NOT NULL DEFAULT 0,
    "first_order_at" TIMESTAMPTZ(3),
    "last_order_at" TIMESTAMPTZ(3),
    "net_spend_minor" BIGINT NOT NULL DEFAULT 0,
    "ordered_minor" BIGINT NOT NULL DEFAULT 0,
    "gifts" INTEGER NOT NULL DEFAULT 0,
    "currency" TEXT NOT NULL,
    "merged_into" TEXT,
    "erased_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "buyer_pkey" PRIMARY KEY ("shop_id","buyer_id")
);

-- CreateTable
CREATE TABLE "mining" (
    "shop_id" TEXT NOT NULL,
    "mining_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "horizon_from" TIMESTAMPTZ(3) NOT NULL,
    "horizon_to" TIMESTAMPTZ(3) NOT NULL,
    "orders" INTEGER NOT NULL,
    "left_out" JSONB NOT NULL,
    "buyers" INTEGER NOT NULL,
    "power_buyers" INTEGER NOT NULL,
    "power_buyer_bp" INTEGER NOT NULL,
    "spend_share_bp" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "mined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mining_pkey" PRIMARY KEY ("shop_id","mining_id")
);

-- CreateTable
CREATE TABLE "ranking" (
    "shop_id" TEXT NOT NULL,
    "mining_id" UUID NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "power_buyer" BOOLEAN NOT NULL,
    "orders" INTEGER NOT NULL,
    "net_spend_minor" BIGINT NOT NULL,
    "first_order_at" TIMESTAMPTZ(3) NOT NULL,
    "last_order_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" JSONB NOT NULL,

    CONSTRAINT "ranking_pkey" PRIMARY KEY ("shop_id","mining_id","buyer_id")
);

-- CreateTable
CREATE TABLE "invite_press" (
    "shop_id" TEXT NOT NULL,
    "press_id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "program_version" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "candidates" INTEGER NOT NULL,
    "invited" INTEGER NOT NULL,
    "held_out" INTEGER NOT NULL,
    "left_out" JSONB NOT NULL,
    "pressed_at" TIMESTAMPTZ(3) NOT NULL,
    "pressed_by" TEXT NOT NULL,

    CONSTRAINT "invite_press_pkey" PRIMARY KEY ("shop_id","press_id")
);

-- CreateTable
CREATE TABLE "hold_out" (
    "shop_id" TEXT NOT NULL,
    "program_id" UUID NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "press_id" UUID NOT NULL,
    "decile" INTEGER NOT NULL,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hold_out_pkey" PRIMARY KEY ("shop_id","program_id","buyer_id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "shop_id" TEXT NOT NULL,
    "invitation_id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "press_id" UUID NOT NULL,
    "decile" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "token_hash" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("shop_id","invitation_id")
);

-- CreateTable
CREATE TABLE "contact" (
    "shop_id" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "message_id" TEXT,
    "detail" TEXT,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("shop_id","contact_id")
);

-- CreateTable
CREATE TABLE "opt_out" (
    "shop_id" TEXT NOT NULL,
    "email_hash" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opt_out_pkey" PRIMARY KEY ("shop_id","email_hash")
);

-- CreateTable
CREATE TABLE "ambassador" (
    "shop_id" TEXT NOT NULL,
    "ambassador_id" UUID NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "words" TEXT,
    "state" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "ambassador_pkey" PRIMARY KEY ("shop_id","ambassador_id")
);

-- CreateTable
CREATE TABLE "membership" (
    "shop_id" TEXT NOT NULL,
    "program_id" UUID NOT NULL,
    "ambassador_id" UUID NOT NULL,
    "program_version" INTEGER NOT NULL,
    "tier" TEXT NOT NULL,
    "disclosure_version" TEXT NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3) NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "membership_pkey" PRIMARY KEY ("shop_id","program_id","ambassador_id")
);

-- CreateTable
CREATE TABLE "discount" (
    "shop_id" TEXT NOT NULL,
    "discount_id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "offer_bp" INTEGER NOT NULL,
    "lead_code" TEXT NOT NULL,
    "shopify_id" TEXT,
    "state" TEXT NOT NULL,
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discount_pkey" PRIMARY KEY ("shop_id","discount_id")
);

-- CreateTable
CREATE TABLE "minting" (
    "shop_id" TEXT NOT NULL,
    "minting_id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "discount_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "shopify_id" TEXT,
    "codes" INTEGER NOT NULL,
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "minting_pkey" PRIMARY KEY ("shop_id","minting_id")
);

-- CreateTable
CREATE TABLE "share_code" (
    "shop_id" TEXT NOT NULL,
    "code_id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "ambassador_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "minting_id" UUID,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "live_at" TIMESTAMPTZ(3),

    CONSTRAINT "share_code_pkey" PRIMARY KEY ("shop_id","code_id")
);

-- CreateTable
CREATE TABLE "click_code" (
    "shop_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "program_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "minting_id" UUID NOT NULL,
    "click_id" UUID,
    "taken_at" TIMESTAMPTZ(3),

    CONSTRAINT "click_code_pkey" PRIMARY KEY ("shop_id","code")
);

-- CreateTable
CREATE TABLE "click" (
    "shop_id" TEXT NOT NULL,
    "click_id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "ambassador_id" UUID NOT NULL,
    "code_kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "clicked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "click_pkey" PRIMARY KEY ("shop_id","click_id")
);

-- CreateTable
CREATE TABLE "decision" (
    "shop_id" TEXT NOT NULL,
    "decision_id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "program_id" UUID,
    "program_version" INTEGER,
    "ambassador_id" UUID,
    "code" TEXT,
    "click_id" TEXT,
    "facts" JSONB NOT NULL,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("shop_id","decision_id")
);

-- CreateTable
CREATE TABLE "account" (
    "shop_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "program_id" UUID NOT NULL,
    "ambassador_id" UUID,
    "kind" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("shop_id","account_id")
);

-- CreateTable
CREATE TABLE "entry" (
    "shop_id" TEXT NOT NULL,
    "entry_id" UUID NOT NULL,
    "from_account_id" TEXT NOT NULL,
    "to_account_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "source_kind" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entry_pkey" PRIMARY KEY ("shop_id","entry_id")
);

-- CreateTable
CREATE TABLE "credit" (
    "shop_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "program_id" UUID NOT NULL,
    "program_version" INTEGER NOT NULL,
    "ambassador_id" UUID NOT NULL,
    "credit_bp" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "earned_at" TIMESTAMPTZ(3),

    CONSTRAINT "credit_pkey" PRIMARY KEY ("shop_id","order_id")
);

-- CreateTable
CREATE TABLE "shelf_item" (
    "shop_id" TEXT NOT NULL,
    "program_id" UUID NOT NULL,
    "variant_id" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shelf_item_pkey" PRIMARY KEY ("shop_id","program_id","variant_id")
);

-- CreateTable
CREATE TABLE "reward" (
    "shop_id" TEXT NOT NULL,
    "reward_id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "ambassador_id" UUID NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "product_title" TEXT NOT NULL,
    "price_minor" BIGINT NOT NULL,
    "unit_cost_minor" BIGINT,
    "currency" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "shopify_id" TEXT,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "request_key" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "used_order_id" TEXT,

    CONSTRAINT "reward_pkey" PRIMARY KEY ("shop_id","reward_id")
);

-- CreateTable
CREATE TABLE "privacy_request" (
    "shop_id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "buyer_id" TEXT,
    "state" TEXT NOT NULL,
    "outcome" JSONB NOT NULL DEFAULT '{}',
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "privacy_request_pkey" PRIMARY KEY ("shop_id","request_id")
);

-- CreateIndex
CREATE INDEX "session_shop_idx" ON "session"("shop");

-- CreateIndex
CREATE INDEX "receipt_shop_id_state_received_at_idx" ON "receipt"("shop_id", "state", "received_at");

-- CreateIndex
CREATE INDEX "import_shop_id_requested_at_idx" ON "import"("shop_id", "requested_at");

-- CreateIndex
CREATE INDEX "variant_shop_id_product_id_idx" ON "variant"("shop_id", "product_id");

-- CreateIndex
CREATE INDEX "orders_shop_id_buyer_id_placed_at_idx" ON "orders"("shop_id", "buyer_id", "placed_at");

-- CreateIndex
CREATE INDEX "orders_shop_id_placed_at_idx" ON "orders"("shop_id", "placed_at");

-- CreateIndex
CREATE INDEX "buyer_shop_id_net_spend_minor_idx" ON "buyer"("shop_id", "net_spend_minor" DESC);

-- CreateIndex
CREATE INDEX "mining_shop_id_mined_at_idx" ON "mining"("shop_id", "mined_at");

-- CreateIndex
CREATE UNIQUE INDEX "ranking_shop_id_mining_id_rank_key" ON "ranking"("shop_id", "mining_id", "rank");

-- CreateIndex
CREATE INDEX "invitation_shop_id_state_idx" ON "invitation"("shop_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_shop_id_program_id_buyer_id_key" ON "invitation"("shop_id", "program_id", "buyer_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_shop_id_token_hash_key" ON "invitation"("shop_id", "token_hash");

-- CreateIndex
CREATE INDEX "contact_shop_id_buyer_id_happened_at_idx" ON "contact"("shop_id", "buyer_id", "happened_at");

-- CreateIndex
CREATE INDEX "ambassador_shop_id_joined_at_idx" ON "ambassador"("shop_id", "joined_at");

-- CreateIndex
CREATE UNIQUE INDEX "ambassador_shop_id_buyer_id_key" ON "ambassador"("shop_id", "buyer_id");

-- CreateIndex
CREATE UNIQUE INDEX "ambassador_shop_id_slug_key" ON "ambassador"("shop_id", "slug");

-- CreateIndex
CREATE INDEX "discount_shop_id_program_id_kind_idx" ON "discount"("shop_id", "program_id", "kind");

-- CreateIndex
CREATE INDEX "minting_shop_id_state_created_at_idx" ON "minting"("shop_id", "state", "created_at");

-- CreateIndex
CREATE INDEX "share_code_shop_id_ambassador_id_idx" ON "share_code"("shop_id", "ambassador_id");

-- CreateIndex
CREATE UNIQUE INDEX "share_code_shop_id_code_key" ON "share_code"("shop_id", "code");

-- CreateIndex
CREATE INDEX "click_code_shop_id_program_id_state_idx" ON "click_code"("shop_id", "program_id", "state");

-- CreateIndex
CREATE INDEX "click_code_shop_id_minting_id_idx" ON "click_code"("shop_id", "minting_id");

-- CreateIndex
CREATE INDEX "click_shop_id_ambassador_id_clicked_at_idx" ON "click"("shop_id", "ambassador_id", "clicked_at");

-- CreateIndex
CREATE INDEX "decision_shop_id_ambassador_id_decided_at_idx" ON "decision"("shop_id", "ambassador_id", "decided_at");

-- CreateIndex
CREATE INDEX "decision_shop_id_decided_at_idx" ON "decision"("shop_id", "decided_at");

-- CreateIndex
CREATE UNIQUE INDEX "decision_shop_id_order_id_sequence_key" ON "decision"("shop_id", "order_id", "sequence");

-- CreateIndex
CREATE INDEX "entry_shop_id_from_account_id_recorded_at_idx" ON "entry"("shop_id", "from_account_id", "recorded_at");

-- CreateIndex
CREATE INDEX "entry_shop_id_to_account_id_recorded_at_idx" ON "entry"("shop_id", "to_account_id", "recorded_at");

-- CreateIndex
CREATE INDEX "entry_shop_id_source_kind_source_id_idx" ON "entry"("shop_id", "source_kind", "source_id");

-- CreateIndex
CREATE UNIQUE INDEX "entry_shop_id_idempotency_key_key" ON "entry"("shop_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "credit_shop_id_ambassador_id_idx" ON "credit"("shop_id", "ambassador_id");

-- CreateIndex
CREATE INDEX "credit_shop_id_state_due_at_idx" ON "credit"("shop_id", "state", "due_at");

-- CreateIndex
CREATE INDEX "reward_shop_id_ambassador_id_requested_at_idx" ON "reward"("shop_id", "ambassador_id", "requested_at");

-- CreateIndex
CREATE INDEX "reward_shop_id_state_idx" ON "reward"("shop_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "reward_shop_id_request_key_key" ON "reward"("shop_id", "request_key");

-- CreateIndex
CREATE UNIQUE INDEX "reward_shop_id_code_key" ON "reward"("shop_id", "code");

-- AddForeignKey
ALTER TABLE "program_version" ADD CONSTRAINT "program_version_shop_id_program_id_fkey" FOREIGN KEY ("shop_id", "program_id") REFERENCES "program"("shop_id", "program_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_shop_id_program_id_fkey" FOREIGN KEY ("shop_id", "program_id") REFERENCES "program"("shop_id", "program_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_shop_id_ambassador_id_fkey" FOREIGN KEY ("shop_id", "ambassador_id") REFERENCES "ambassador"("shop_id", "ambassador_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "discount" ADD CONSTRAINT "discount_shop_id_program_id_fkey" FOREIGN KEY ("shop_id", "program_id") REFERENCES "program"("shop_id", "program_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "minting" ADD CONSTRAINT "minting_shop_id_discount_id_fkey" FOREIGN KEY ("shop_id", "discount_id") REFERENCES "discount"("shop_id", "discount_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "share_code" ADD CONSTRAINT "share_code_shop_id_ambassador_id_fkey" FOREIGN KEY ("shop_id", "ambassador_id") REFERENCES "ambassador"("shop_id", "ambassador_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "click" ADD CONSTRAINT "click_shop_id_ambassador_id_fkey" FOREIGN KEY ("shop_id", "ambassador_id") REFERENCES "ambassador"("shop_id", "ambassador_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_shop_id_program_id_fkey" FOREIGN KEY ("shop_id", "program_id") REFERENCES "program"("shop_id", "program_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_shop_id_from_account_id_fkey" FOREIGN KEY ("shop_id", "from_account_id") REFERENCES "account"("shop_id", "account_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_shop_id_to_account_id_fkey" FOREIGN KEY ("shop_id", "to_account_id") REFERENCES "account"("shop_id", "account_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

