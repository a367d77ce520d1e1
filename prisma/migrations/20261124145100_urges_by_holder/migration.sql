-- CreateIndex
CREATE INDEX "entry_urges_city_id_holder_id_at_idx" ON "entry_urges"("city_id", "holder_id", "at");
