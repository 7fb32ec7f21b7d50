-- shop/redact is the one way out of the append-only tables: a definer function of the owner, which the eraser role
-- alone may call. It leaves a proof: a hash of the shop's name and how many rows went.
CREATE FUNCTION erase_shop(target text, at timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE one text; gone bigint; total bigint := 0;
BEGIN
  IF coalesce(target, '') = '' THEN RAISE EXCEPTION 'erase_shop: name the shop to erase'; END IF;
  PERFORM set_config('app.shop_id', target, true), set_config('app.erasing_shop', target, true);
  -- Entries before accounts, memberships before ambassadors, everything before its program.
  FOREACH one IN ARRAY ARRAY['entry', 'account', 'credit', 'decision', 'reward', 'shelf_item', 'click', 'click_code', 'share_code', 'minting', 'discount',
      'membership', 'ambassador', 'opt_out', 'contact', 'invitation', 'hold_out', 'invite_press', 'ranking', 'mining', 'buyer', 'order_line', 'orders',
      'variant', 'product', 'program_version', 'program', 'import', 'privacy_request', 'receipt', 'shop'] LOOP
    EXECUTE format('DELETE FROM public.%I WHERE shop_id = $1', one) USING target;
    GET DIAGNOSTICS gone = ROW_COUNT;
    total := total + gone;
  END LOOP;
  DELETE FROM public.session WHERE shop = target;
  INSERT INTO public.erasure (shop_hash, rows, erased_at) VALUES (encode(sha256(target::bytea), 'hex'), total, at);
  PERFORM set_config('app.erasing_shop', '', true), set_config('app.shop_id', '', true);
  RETURN total;
END $$;
REVOKE ALL ON FUNCTION erase_shop(text, timestamptz) FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO regulars_eraser;
GRANT EXECUTE ON FUNCTION erase_shop(text, timestamptz) TO regulars_eraser;
