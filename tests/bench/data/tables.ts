/** The columns that the generator fills; what is not named here keeps its default. */
export const TABLES = {
  cities: ["id", "code", "name"],
  organisations: ["city_id", "id", "kind", "code", "name", "stage", "is_private", "county_id"],
  teachers: [
    ...["city_id", "id", "name", "pinyin", "pinyin_initials", "teacher_number", "identity_kind", "identity_cipher"],
    ...["identity_hash", "identity_tail", "certificate_number", "subject", "school_id", "county_id"],
  ],
  employments: ["city_id", "id", "teacher_id", "school_id", "county_id", "starts_on"],
  accounts: [
    ...["city_id", "id", "teacher_id", "display_name", "login_kind", "login_school_id", "login_name", "password_hash"],
    "must_change_password",
  ],
  account_roles: ["city_id", "account_id", "role", "organisation_id"],
  cycles: ["city_id", "id", "name", "from_year", "to_year"],
  cycle_policies: ["city_id", "cycle_id", "version", "policy", "reason", "created_at"],
  registration_rounds: ["city_id", "cycle_id", "id", "from_year", "to_year"],
  round_deadlines: ["city_id", "round_id", "source", "last_day"],
  credit_entries: [
    ...["city_id", "id", "cycle_id", "teacher_id", "school_id", "county_id", "source", "title", "year", "ended_on"],
    ...["credits_tenths", "halves", "training_key", "certificate_key", "status", "route", "holder_id", "waiting_since"],
    ...["version", "registered_by_account_id", "registered_by_role", "registered_at"],
  ],
  mooc_claims: [
    ...[
      "city_id",
      "entry_id",
      "platform",
      "course_name",
      "university",
      "term",
      "finished_on",
      "score_tenths",
      "real_name",
    ],
    ...["has_certificate", "certificate_number", "certificate_hours_tenths", "content_confirmed_by"],
  ],
  degree_claims: [
    ...["city_id", "entry_id", "former_level", "new_level", "institution", "major", "graduated_on", "diploma_number"],
  ],
  entry_events: [
    ...["city_id", "entry_id", "seq", "teacher_id", "school_id", "county_id", "action", "from_status", "to_status"],
    ...["account_id", "role", "organisation_id", "marks", "at"],
  ],
  evidence_files: [
    ...["city_id", "id", "claim_id", "kind", "original_name", "media_type", "byte_length", "sha256", "storage_key"],
    ...["width", "height", "uploaded_by", "uploaded_at"],
  ],
  // Without hashes: the database makes the chains out of them.
  unchained_postings: [
    ...[
      "city_id",
      "teacher_id",
      "cycle_id",
      "seq",
      "school_id",
      "county_id",
      "entry_id",
      "event_seq",
      "source",
      "year",
    ],
    ...["ended_on", "halves", "training_key", "credits_tenths", "posted_at"],
  ],
  balances: [
    ...["city_id", "teacher_id", "cycle_id", "school_id", "county_id", "policy_version", "required_total_tenths"],
    ...[
      "required_online_tenths",
      "total_tenths",
      "online_tenths",
      "online_met_tenths",
      "complete",
      "year_total_tenths",
    ],
    ...["year_online_met_tenths", "duty_years", "duty_bits", "total_reached_bits", "online_reached_bits", "head_seq"],
    "head_hash",
  ],
} as const satisfies Record<string, readonly string[]>;

export type Table = keyof typeof TABLES;
