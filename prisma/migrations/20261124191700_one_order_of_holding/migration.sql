-- Whoever moves people holds, in one order: places, transfers that are asked, teachers, employments, balances. Else a transfer that is
-- accepted and a school that becomes a part of another at the same moment would wait for each other in a circle.
-- Places are held so that keys which lead to them are still looked up: a credit that is posted doesn't wait.

-- Rewrites a function as it stands: each part once, or it isn't the function that this migration knows.
CREATE FUNCTION rewrite(p_function regprocedure, p_parts text[][]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  present text := pg_get_functiondef(p_function);
  part text[];
BEGIN
  FOREACH part SLICE 1 IN ARRAY p_parts LOOP
    IF (length(present) - length(replace(present, part[1], ''))) <> length(part[1]) THEN
      RAISE EXCEPTION '% is another function than this migration knows: %', p_function, part[1];
    END IF;
    present := replace(present, part[1], part[2]);
  END LOOP;
  EXECUTE present;
END;
$$;

SELECT rewrite('change_organisation(integer, text, text, school_stage, integer, date, text, timestamptz)', ARRAY[
  ['o.closed_on IS NULL FOR UPDATE;', 'o.closed_on IS NULL FOR NO KEY UPDATE;']]);
SELECT rewrite('close_organisation(integer, date, text, timestamptz)', ARRAY[
  ['AND o.kind IN (''school'', ''office'') FOR UPDATE;', 'AND o.kind IN (''school'', ''office'') FOR NO KEY UPDATE;']]);
SELECT rewrite('merge_school(integer, integer, date, text, timestamptz)', ARRAY[
  ['ORDER BY o.id FOR UPDATE;', 'ORDER BY o.id FOR NO KEY UPDATE;'],
  ['  moved := ARRAY(', '  PERFORM 1 FROM transfers x WHERE x.city_id = old.city_id AND x.status = ''asked''
    AND old.id IN (x.from_school_id, x.to_school_id) ORDER BY x.id FOR UPDATE;
  PERFORM 1 FROM teachers t WHERE t.city_id = old.city_id AND t.school_id = old.id ORDER BY t.id FOR NO KEY UPDATE;
  moved := ARRAY(']]);
SELECT rewrite('take_on_teachers(integer, jsonb, text)', ARRAY[
  ['AND p_city = actor_city() AND actor_role() = ''school'';', 'AND p_city = actor_city() AND actor_role() = ''school'' FOR SHARE OF o;']]);
DROP FUNCTION rewrite(regprocedure, text[][]);

CREATE OR REPLACE FUNCTION place_teachers(p_teachers integer[], p_school integer, p_county integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM teachers t WHERE t.city_id = actor_city() AND t.id = ANY (p_teachers) ORDER BY t.id FOR NO KEY UPDATE;
  PERFORM 1 FROM balances b JOIN cycles c ON c.city_id = b.city_id AND c.id = b.cycle_id AND c.closed_at IS NULL
    WHERE b.city_id = actor_city() AND b.teacher_id = ANY (p_teachers) ORDER BY b.teacher_id, b.cycle_id FOR UPDATE OF b;
  UPDATE balances b SET school_id = p_school, county_id = p_county
    FROM cycles c WHERE c.city_id = b.city_id AND c.id = b.cycle_id AND c.closed_at IS NULL
      AND b.city_id = actor_city() AND b.teacher_id = ANY (p_teachers);
  UPDATE teachers SET school_id = p_school, county_id = p_county WHERE city_id = actor_city() AND id = ANY (p_teachers);
END;
$$;

-- The two places of a transfer that is asked of the actor's school, before anything else of it is held.
CREATE FUNCTION hold_places_of_transfer(p_city integer, p_transfer uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM organisations o JOIN transfers x ON x.city_id = o.city_id AND o.id IN (x.from_school_id, x.to_school_id)
    WHERE x.city_id = p_city AND x.id = p_transfer AND x.to_school_id = actor_school() AND p_city = actor_city()
      AND actor_role() = 'school' ORDER BY o.id FOR SHARE OF o;
END;
$$;
REVOKE EXECUTE ON FUNCTION hold_places_of_transfer(integer, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_places_of_transfer(integer, uuid) TO credit_bank_app;
