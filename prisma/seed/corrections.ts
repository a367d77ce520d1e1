import type { ClientBase } from "pg";
import sharp from "sharp";
import { sealText } from "@/server/identity-vault";
import { DEMO_ADMINISTRATORS } from "./demo-accounts";
import { picture } from "./drawings";
import { CITY } from "./places";
import { fileColumns, keep } from "./scans";
import { insert } from "./write";

/** Of the first school of the demo's list, with nothing odd in the career. */
const TEACHER = "4107250017";
const RIGHT = "田岚";
const ID = "7b000000-0000-4000-8000-000000000001";
const FILE = "7b000000-0000-4000-8000-000000000002";
const AT = "2019-12-18T08:40:00+08:00";

/** One name that waits at the county to be corrected, with its proof. */
export async function tellCorrection(client: ClientBase): Promise<number> {
  const { rows } = await client.query(
    `select t.id as teacher_id, t.name, t.school_id, t.county_id, a.id as asked_by
     from teachers t join accounts a on a.city_id = t.city_id and a.login_school_id = t.school_id and a.login_name = $3
     where t.city_id = $1 and t.teacher_number = $2`,
    [CITY.id, TEACHER, DEMO_ADMINISTRATORS.zhang.loginName],
  );
  const [about] = rows;
  if (!about) throw new Error(`nobody has the number ${TEACHER}`);
  const { name, ...place } = about;
  const hex = (of: string) => `\\x${sealText(JSON.stringify({ kind: "name", name: of })).toString("hex")}`;
  await insert(client, "person_corrections", [
    {
      city_id: CITY.id,
      id: ID,
      ...place,
      kind: "name",
      before: hex(name),
      after: hex(RIGHT),
      holder_id: place.county_id,
      status: "asked",
      asked_at: AT,
      reason: "建档时用字有误，户口本和身份证上均为“岚”。",
    },
  ]);
  const paper = picture(
    { title: "常住人口登记卡（演示）", name: RIGHT, lines: ["曾用名：无", "服务处所：原阳县第一中学"] },
    71,
  );
  const kept = await keep({ bytes: await sharp(paper).png({ compressionLevel: 3 }).toBuffer(), extension: "png" });
  const file = fileColumns("户口本.png", kept, { account: place.asked_by, at: AT });
  await insert(client, "evidence_files", [{ id: FILE, claim_id: ID, kind: "identity_proof", ...file }]);
  return 1;
}
