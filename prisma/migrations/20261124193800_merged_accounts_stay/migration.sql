-- set_account_usable as before, and: the account of a record that was merged into the person's other one is never usable again.
DO $$
DECLARE
  present text := pg_get_functiondef('set_account_usable(integer, boolean, timestamptz)'::regprocedure);
  changed text := replace(present, 'OR NOT keeps_account(p_account, p_at) THEN', 'OR NOT keeps_account(p_account, p_at)
    OR (p_usable AND EXISTS (SELECT 1 FROM accounts a JOIN teachers t ON t.city_id = a.city_id AND t.id = a.teacher_id
      WHERE a.city_id = actor_city() AND a.id = p_account AND t.merged_into_id IS NOT NULL)) THEN');
BEGIN
  IF changed = present THEN
    RAISE EXCEPTION 'set_account_usable is another function than this migration knows';
  END IF;
  EXECUTE changed;
END;
$$;
