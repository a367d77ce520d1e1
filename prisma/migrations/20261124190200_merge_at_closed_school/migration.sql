-- merge_records as before, and: where the last of all employments was at a school that is closed by now, the record stays where it
-- is; nobody comes to a closed school any more.
DO $$
DECLARE
  present text := pg_get_functiondef('merge_records(integer, uuid, integer, integer, text, jsonb, timestamptz)'::regprocedure);
  changed text := replace(present,
    'SELECT m.school_id, m.county_id INTO place FROM employments m WHERE m.city_id = p_city AND m.teacher_id = p_kept
    ORDER BY m.starts_on DESC LIMIT 1;',
    'SELECT l.school_id, l.county_id INTO place FROM (SELECT m.school_id, m.county_id FROM employments m
      WHERE m.city_id = p_city AND m.teacher_id = p_kept ORDER BY m.starts_on DESC LIMIT 1) l
    JOIN organisations o ON o.city_id = p_city AND o.id = l.school_id AND o.closed_on IS NULL;');
BEGIN
  IF changed = present THEN
    RAISE EXCEPTION 'merge_records is another function than this migration knows';
  END IF;
  EXECUTE changed;
END;
$$;
