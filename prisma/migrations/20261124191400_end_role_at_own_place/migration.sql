-- end_role as before, but: who keeps the place ends a role at it, whosever the account is by now. A teacher who was transferred would
-- else go on administering the former school until the city hears of it.
DO $$
DECLARE
  present text := pg_get_functiondef('end_role(integer, role, integer, timestamptz)'::regprocedure);
  changed text := replace(present, 'OR NOT keeps_account(p_account, p_at) OR NOT EXISTS', 'OR p_account = actor_account() OR NOT EXISTS');
BEGIN
  IF changed = present THEN
    RAISE EXCEPTION 'end_role is another function than this migration knows';
  END IF;
  EXECUTE changed;
END;
$$;
