-- What is written stays: the database itself refuses to change or delete ledger, events, policies and audit.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END;
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ledger_postings', 'entry_events', 'cycle_policies', 'audit_events'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
END;
$$;

-- The text that a posting's hash is taken of. src/ledger/chain.ts writes the same text by itself, so that the chain can be
-- checked without this database; docs of the fields are there.
CREATE FUNCTION posting_text(p ledger_postings) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat_ws('|', p.city_id, p.teacher_id, p.cycle_id, p.seq, p.school_id, coalesce(p.county_id::text, ''), p.entry_id,
    p.event_seq, p.source, p.year, coalesce(to_char(p.ended_on, 'YYYY-MM-DD'), ''), p.halves, coalesce(p.training_key, ''),
    p.credits_tenths, coalesce(p.reverses_seq::text, ''), (extract(epoch FROM p.posted_at) * 1000)::bigint, encode(p.prev_hash, 'hex'))
$$;

CREATE FUNCTION posting_hash(p ledger_postings) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(posting_text(p), 'UTF8'))
$$;

-- Gives a posting its place in the chain of its teacher and cycle and renews the head that the balance holds. Runs as the
-- owner: the application may not write a head. Locks the balance row, so two postings of one teacher follow each other.
CREATE FUNCTION chain_posting() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head record;
  reversed record;
BEGIN
  SELECT head_seq, head_hash INTO head FROM balances
    WHERE city_id = NEW.city_id AND teacher_id = NEW.teacher_id AND cycle_id = NEW.cycle_id FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no balance for teacher % in cycle %', NEW.teacher_id, NEW.cycle_id USING ERRCODE = 'foreign_key_violation';
  END IF;
  IF NEW.reverses_seq IS NULL THEN
    -- One entry, one posting: a second may only follow the reversal of the first. Looked for in the chain itself, which is
    -- short and has the one key that fits whatever the statistics say.
    IF (SELECT coalesce(sum(CASE WHEN reverses_seq IS NULL THEN 1 ELSE -1 END), 0) FROM ledger_postings
        WHERE city_id = NEW.city_id AND teacher_id = NEW.teacher_id AND cycle_id = NEW.cycle_id AND entry_id = NEW.entry_id) <> 0 THEN
      RAISE EXCEPTION 'entry % is posted already', NEW.entry_id USING ERRCODE = 'unique_violation';
    END IF;
  ELSE
    SELECT entry_id, credits_tenths, reverses_seq, source, year, halves, training_key INTO reversed FROM ledger_postings
      WHERE city_id = NEW.city_id AND teacher_id = NEW.teacher_id AND cycle_id = NEW.cycle_id AND seq = NEW.reverses_seq;
    IF NOT FOUND OR reversed.reverses_seq IS NOT NULL
       OR (reversed.entry_id, -reversed.credits_tenths, reversed.source, reversed.year, reversed.halves) IS DISTINCT FROM
          (NEW.entry_id, NEW.credits_tenths, NEW.source, NEW.year::smallint, NEW.halves::smallint)
       OR reversed.training_key IS DISTINCT FROM NEW.training_key THEN
      RAISE EXCEPTION 'a reversal undoes exactly one posting' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  NEW.seq := head.head_seq + 1;
  NEW.prev_hash := head.head_hash;
  NEW.hash := posting_hash(NEW);
  UPDATE balances SET head_seq = NEW.seq, head_hash = NEW.hash
    WHERE city_id = NEW.city_id AND teacher_id = NEW.teacher_id AND cycle_id = NEW.cycle_id;
  RETURN NEW;
END;
$$;
CREATE TRIGGER chain BEFORE INSERT ON ledger_postings FOR EACH ROW EXECUTE FUNCTION chain_posting();

-- A change of an entry without its event, an event that skips a number, a posted entry without its posting: not committed.
CREATE FUNCTION check_entry_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  present record;
  told record;
  net integer;
BEGIN
  SELECT version, status, teacher_id, cycle_id INTO present FROM credit_entries WHERE city_id = NEW.city_id AND id = NEW.id;
  SELECT to_status INTO told FROM entry_events WHERE city_id = NEW.city_id AND entry_id = NEW.id AND seq = present.version;
  IF NOT FOUND OR told.to_status <> present.status THEN
    RAISE EXCEPTION 'entry % has no event %', NEW.id, present.version USING ERRCODE = 'check_violation';
  END IF;
  SELECT coalesce(sum(CASE WHEN reverses_seq IS NULL THEN 1 ELSE -1 END), 0) INTO net FROM ledger_postings
    WHERE city_id = NEW.city_id AND teacher_id = present.teacher_id AND cycle_id = present.cycle_id AND entry_id = NEW.id;
  IF net <> (present.status = 'posted')::int THEN
    RAISE EXCEPTION 'entry % is %, its postings say otherwise', NEW.id, present.status USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END;
$$;
CREATE CONSTRAINT TRIGGER told AFTER INSERT OR UPDATE OF status, version ON credit_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_entry_told();

CREATE FUNCTION check_event_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.seq <> 1 + coalesce((SELECT max(seq) FROM entry_events WHERE city_id = NEW.city_id AND entry_id = NEW.entry_id), 0) THEN
    RAISE EXCEPTION 'event % of entry % is out of order', NEW.seq, NEW.entry_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER follows BEFORE INSERT ON entry_events FOR EACH ROW EXECUTE FUNCTION check_event_follows();
