-- The newest steps of credits in the whole city, of one action or of all, before a place in the list (an instant, an entry, a number).
-- A function of the owner: below a policy no index is asked for an action, because comparing enums is not known to be leakproof,
-- and millions of rows would be read. It answers the city alone, which sees all of them anyway.
CREATE FUNCTION newest_entry_events(p_action text, p_from timestamptz, p_at timestamptz, p_entry uuid, p_seq integer, p_most integer)
RETURNS SETOF entry_events LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT v.* FROM unnest(enum_range(NULL::entry_action)) AS a(action)
  CROSS JOIN LATERAL (
    SELECT * FROM entry_events v
    WHERE v.city_id = (SELECT actor_city()) AND v.action = a.action AND v.at >= p_from AND v.at <= p_at
      AND (v.at, v.entry_id, v.seq) < (p_at, p_entry, p_seq)
    ORDER BY v.at DESC, v.entry_id DESC, v.seq DESC LIMIT p_most
  ) v
  WHERE (SELECT actor_role()) = 'city' AND (p_action IS NULL OR a.action::text = p_action)
  ORDER BY v.at DESC, v.entry_id DESC, v.seq DESC LIMIT p_most
$$;
REVOKE EXECUTE ON FUNCTION newest_entry_events(text, timestamptz, timestamptz, uuid, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION newest_entry_events(text, timestamptz, timestamptz, uuid, integer, integer) TO credit_bank_app;
