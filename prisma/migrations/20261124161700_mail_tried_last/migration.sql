-- As before, and what was tried in vain comes last: addresses that take nothing on hold up nobody's letter.
CREATE OR REPLACE FUNCTION mails_due(p_limit integer)
RETURNS TABLE (city_id integer, id bigint, kind message_kind, locale text, email_sealed bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  MAILS CONSTANT integer := 4112;
  due record;
  taken integer := 0;
BEGIN
  IF actor_city() IS NOT NULL THEN
    RETURN;
  END IF;
  FOR due IN
    SELECT m.city_id, m.id, m.kind, s.locale, s.email_sealed
    FROM inbox_messages m JOIN mail_settings s ON s.city_id = m.city_id AND s.account_id = m.account_id
    WHERE m.mail_due AND s.email_sealed IS NOT NULL ORDER BY m.mail_tries, m.id
  LOOP
    EXIT WHEN taken >= p_limit;
    CONTINUE WHEN NOT pg_try_advisory_xact_lock(MAILS, (due.id % 2147483647)::integer);
    CONTINUE WHEN NOT EXISTS (SELECT 1 FROM inbox_messages m WHERE m.city_id = due.city_id AND m.id = due.id AND m.mail_due);
    taken := taken + 1;
    city_id := due.city_id;
    id := due.id;
    kind := due.kind;
    locale := due.locale;
    email_sealed := due.email_sealed;
    RETURN NEXT;
  END LOOP;
END;
$$;
