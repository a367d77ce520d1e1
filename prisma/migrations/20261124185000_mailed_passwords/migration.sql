-- A one-time password can be sent to the address that its account has given for itself; whoever keeps the account has it sent, and
-- doesn't read the address: it is sealed here and opened by the server alone.
CREATE FUNCTION mail_address_of(p_account integer, p_at timestamptz) RETURNS TABLE (email_sealed bytea, locale text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.email_sealed, s.locale FROM mail_settings s
  WHERE s.city_id = actor_city() AND s.account_id = p_account AND s.email_sealed IS NOT NULL AND keeps_account(p_account, p_at)
$$;

-- Nothing new begins at a place that is closed; what was begun there is finished.
CREATE FUNCTION check_host_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM organisations o WHERE o.city_id = NEW.city_id AND o.id = NEW.host_id AND o.closed_on IS NOT NULL) THEN
    RAISE EXCEPTION 'place % is closed', NEW.host_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER host_open BEFORE INSERT ON projects FOR EACH ROW EXECUTE FUNCTION check_host_open();

REVOKE EXECUTE ON FUNCTION mail_address_of(integer, timestamptz), check_host_open() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mail_address_of(integer, timestamptz) TO credit_bank_app;
