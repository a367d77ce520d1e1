-- By year a balance keeps what meets that year's online duty, earned or deemed (R6), not what was earned: whether a year is
-- done is asked of it. Rows of before are renewed by the command that follows the migrations.
ALTER TABLE balances RENAME COLUMN year_online_tenths TO year_online_met_tenths;
