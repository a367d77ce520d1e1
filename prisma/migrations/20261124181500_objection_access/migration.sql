-- Objections (复核): who reads and decides them, that each is raised and decided once, and that a refused entry moves by nothing
-- but a recall or an objection that was granted.

-- What was refused stays refused: it goes back only by whoever refused it (a recall), while nobody has objected, or to the step
-- of whoever granted the objection.
CREATE FUNCTION check_refused_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  objection record;
BEGIN
  IF actor_role() IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT status, decided_by, refused_seq INTO objection FROM objections WHERE city_id = OLD.city_id AND entry_id = OLD.id;
  IF FOUND AND objection.status = 'granted' AND objection.refused_seq = OLD.version THEN
    IF objection.decided_by = actor_account() AND NEW.status::text = 'at_' || actor_role() AND actor_role() IN ('county', 'city') THEN
      RETURN NEW;
    END IF;
  ELSIF (objection IS NULL OR objection.status NOT IN ('open', 'dismissed')) AND EXISTS (SELECT 1 FROM entry_events v
      WHERE v.city_id = OLD.city_id AND v.entry_id = OLD.id AND v.seq = OLD.version AND v.action = 'refuse'
        AND v.account_id = actor_account() AND v.role = actor_role()) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'entry % is refused', OLD.id USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER refused_stays BEFORE UPDATE OF status ON credit_entries FOR EACH ROW
  WHEN (OLD.status = 'refused' AND NEW.status <> 'refused') EXECUTE FUNCTION check_refused_stays();

-- Nor does an event say that an objection was granted where none was.
CREATE FUNCTION check_reinstated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM objections o WHERE o.city_id = NEW.city_id AND o.entry_id = NEW.entry_id AND o.status = 'granted'
      AND o.refused_seq = NEW.seq - 1 AND o.decided_by = NEW.account_id) THEN
    RAISE EXCEPTION 'no objection about entry % was granted', NEW.entry_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER reinstated BEFORE INSERT ON entry_events FOR EACH ROW WHEN (NEW.action = 'reinstate')
  EXECUTE FUNCTION check_reinstated();

-- An objection is about a refusal that stands, by the step that gave it, and goes to the level above that step.
CREATE FUNCTION check_objection() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM credit_entries e
    JOIN cycles c ON c.city_id = e.city_id AND c.id = e.cycle_id AND c.closed_at IS NULL
    JOIN entry_events v ON v.city_id = e.city_id AND v.entry_id = e.id AND v.seq = e.version AND v.action = 'refuse'
    JOIN organisations h ON h.city_id = e.city_id AND h.id = NEW.holder_id
    WHERE e.city_id = NEW.city_id AND e.id = NEW.entry_id AND e.status = 'refused' AND e.version = NEW.refused_seq
      AND e.teacher_id = NEW.teacher_id AND e.school_id = NEW.school_id AND e.county_id IS NOT DISTINCT FROM NEW.county_id
      AND v.from_status::text = 'at_' || NEW.refused_at
      AND CASE WHEN NEW.refused_at = 'school' AND e.county_id IS NOT NULL THEN h.id = e.county_id ELSE h.kind = 'city' END
  ) THEN
    RAISE EXCEPTION 'nothing to object to in entry %', NEW.entry_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER objectionable BEFORE INSERT ON objections FOR EACH ROW EXECUTE FUNCTION check_objection();

-- Decided once; never by who refused, registered or is credited; its words, and what it is about, never change. Whose record the entry
-- stands in may: that follows the entry, and the application can't write it.
CREATE FUNCTION check_objection_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.id, NEW.entry_id, NEW.school_id, NEW.county_id, NEW.refused_seq, NEW.refused_at, NEW.holder_id, NEW.words, NEW.raised_by, NEW.raised_at)
      IS DISTINCT FROM
      (OLD.id, OLD.entry_id, OLD.school_id, OLD.county_id, OLD.refused_seq, OLD.refused_at, OLD.holder_id, OLD.words, OLD.raised_by, OLD.raised_at)
    OR (OLD.status <> 'open' AND (NEW.status, NEW.decided_by, NEW.decided_at, NEW.answer)
      IS DISTINCT FROM (OLD.status, OLD.decided_by, OLD.decided_at, OLD.answer)) THEN
    RAISE EXCEPTION 'objection % stays as it is', OLD.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.status = 'open' AND NEW.status IN ('granted', 'dismissed') AND (
      EXISTS (SELECT 1 FROM entry_events v WHERE v.city_id = NEW.city_id AND v.entry_id = NEW.entry_id AND v.seq = NEW.refused_seq
        AND v.account_id = NEW.decided_by)
      OR EXISTS (SELECT 1 FROM credit_entries e WHERE e.city_id = NEW.city_id AND e.id = NEW.entry_id
        AND (e.registered_by_account_id = NEW.decided_by OR e.teacher_id = (SELECT a.teacher_id FROM accounts a
          WHERE a.city_id = NEW.city_id AND a.id = NEW.decided_by)))) THEN
    RAISE EXCEPTION 'objection % is for somebody else to decide', OLD.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER stays BEFORE UPDATE ON objections FOR EACH ROW EXECUTE FUNCTION check_objection_step();

-- Takes hold of the actor's own entry, so that who objects and who recalls the refusal see each other.
CREATE FUNCTION hold_own_entry(p_city integer, p_entry uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM credit_entries e WHERE e.city_id = p_city AND e.id = p_entry AND p_city = actor_city() AND actor_role() = 'teacher'
    AND e.teacher_id = actor_teacher() FOR UPDATE;
END;
$$;

-- What the actor's eyes may not reach: where the training stands, and whether the teacher has brought the same again since it was
-- refused, the certificate or the place on the roster. Asked of an entry that the actor sees.
CREATE FUNCTION objection_ground(p_city integer, p_entry uuid) RETURNS TABLE (project_status project_status, brought_again boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.status, EXISTS (SELECT 1 FROM credit_entries o
    WHERE o.city_id = e.city_id AND o.teacher_id = e.teacher_id AND o.id <> e.id AND o.source = e.source
      AND o.status NOT IN ('refused', 'withdrawn', 'revoked')
      AND (o.certificate_key = e.certificate_key OR (o.project_id = e.project_id AND o.participant_role = e.participant_role
        AND o.year = e.year AND o.halves = e.halves)))
  FROM credit_entries e LEFT JOIN projects p ON p.city_id = e.city_id AND p.id = e.project_id
  WHERE e.city_id = p_city AND e.id = p_entry AND p_city = actor_city()
$$;

REVOKE EXECUTE ON FUNCTION check_refused_stays(), check_reinstated(), check_objection(), check_objection_step(),
  hold_own_entry(integer, uuid), objection_ground(integer, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_own_entry(integer, uuid), objection_ground(integer, uuid) TO credit_bank_app;
GRANT SELECT, INSERT ON objections TO credit_bank_app;
GRANT UPDATE (status, decided_by, decided_at, answer) ON objections TO credit_bank_app;

-- Read by the teacher, where the entry was submitted and where the teacher works now; by the city.
CREATE POLICY read ON objections FOR SELECT TO credit_bank_app USING (
  city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN true
    WHEN 'county' THEN county_id = (SELECT actor_county()) OR teacher_is_here(city_id, teacher_id)
    WHEN 'school' THEN school_id = (SELECT actor_school()) OR teacher_is_here(city_id, teacher_id)
    WHEN 'teacher' THEN teacher_id = (SELECT actor_teacher())
    ELSE false END);
CREATE POLICY object ON objections FOR INSERT TO credit_bank_app WITH CHECK (
  city_id = (SELECT actor_city()) AND (SELECT actor_role()) = 'teacher' AND teacher_id = (SELECT actor_teacher())
  AND raised_by = (SELECT actor_account()) AND status = 'open');
CREATE POLICY decide ON objections FOR UPDATE TO credit_bank_app
  USING (city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'city' THEN holder_id = (SELECT actor_organisation())
    WHEN 'county' THEN holder_id = (SELECT actor_organisation())
    WHEN 'teacher' THEN teacher_id = (SELECT actor_teacher())
    ELSE false END)
  WITH CHECK (city_id = (SELECT actor_city()) AND CASE (SELECT actor_role())
    WHEN 'teacher' THEN status = 'withdrawn'
    ELSE status IN ('granted', 'dismissed') AND decided_by = (SELECT actor_account()) END);
