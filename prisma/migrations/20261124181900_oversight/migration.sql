-- CreateIndex
CREATE INDEX "audit_events_city_id_kind_at_idx" ON "audit_events"("city_id", "kind", "at");

-- CreateIndex
CREATE INDEX "entry_events_city_id_action_at_idx" ON "entry_events"("city_id", "action", "at");

-- CreateIndex
CREATE INDEX "project_events_city_id_at_idx" ON "project_events"("city_id", "at");

-- CreateIndex
CREATE INDEX "summary_events_city_id_at_idx" ON "summary_events"("city_id", "at");
