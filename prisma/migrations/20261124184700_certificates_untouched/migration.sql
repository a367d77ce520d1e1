-- Most postings reverse nothing: then the certificates aren't looked at at all.
CREATE OR REPLACE FUNCTION revoke_with_reversal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM written p WHERE p.reverses_seq IS NOT NULL) THEN
    UPDATE certificates c SET revoked_at = r.at, revoked_by = actor_account(), revocation = 'credit-reversed'
    FROM (SELECT p.city_id, p.teacher_id, p.cycle_id, max(p.posted_at) AS at FROM written p
      WHERE p.reverses_seq IS NOT NULL GROUP BY p.city_id, p.teacher_id, p.cycle_id) r
    WHERE c.city_id = r.city_id AND c.teacher_id = r.teacher_id AND c.cycle_id = r.cycle_id AND c.revoked_at IS NULL;
  END IF;
  RETURN NULL;
END;
$$;
