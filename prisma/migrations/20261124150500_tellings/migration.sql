-- A host waits for its filing, and is told of it.
ALTER TYPE "message_kind" ADD VALUE 'project_filed' AFTER 'project_posted';

-- The accounts of credited people: who they are, an officer of another place may not read from the roles.
CREATE FUNCTION teacher_accounts(p_city integer, p_teachers integer[])
RETURNS TABLE (account_id integer, teacher_id integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id, a.teacher_id FROM accounts a
  WHERE a.city_id = p_city AND a.teacher_id = ANY (p_teachers) AND a.disabled_at IS NULL AND p_city = actor_city()
    AND EXISTS (SELECT 1 FROM account_roles r WHERE r.city_id = a.city_id AND r.account_id = a.id AND r.role = 'teacher')
$$;
REVOKE EXECUTE ON FUNCTION teacher_accounts(integer, integer[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION teacher_accounts(integer, integer[]) TO credit_bank_app;

-- Whoever wants no e-mail any more gets none of what was told before, either.
CREATE FUNCTION forget_due_mail() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE inbox_messages SET mail_due = false
    WHERE city_id = NEW.city_id AND account_id = NEW.account_id AND mail_due
      AND (NEW.email_sealed IS NULL OR kind <> ALL (NEW.kinds));
  RETURN NULL;
END;
$$;
REVOKE EXECUTE ON FUNCTION forget_due_mail() FROM PUBLIC;
CREATE TRIGGER forget_due AFTER UPDATE OF email_sealed, kinds ON mail_settings FOR EACH ROW EXECUTE FUNCTION forget_due_mail();
