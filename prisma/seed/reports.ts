import type { ReasonCode } from "@/rules/reasons";
import { DEMO_TEACHERS } from "./demo-accounts";
import type { Doers } from "./doers";
import { type ProjectStory, statusOfProject } from "./entries";
import { isEligible, type Person } from "./people";
import { CITY, type PlaceRow, type Places } from "./places";
import type { Chance } from "./random";
import { later } from "./times";

/** What teachers missed among their trainings, and what the hosts answered (N3.1). */

interface Told {
  person: Person;
  project: ProjectStory | null;
  host: PlaceRow;
  reportedAt: string;
  words: string;
  answer?: [ReasonCode, string];
}

export function reportRows(
  chance: Chance,
  doers: Doers,
  { offices }: Places,
  persons: readonly Person[],
  projects: readonly ProjectStory[],
) {
  const { research, technology } = offices;
  const li = persons.find(({ teacherNumber }) => teacherNumber === DEMO_TEACHERS.li.teacherNumber);
  const others = persons.filter((person) => person.id > Object.keys(DEMO_TEACHERS).length && isEligible(person));
  const posted = (host: PlaceRow, person: Person, on: boolean) => {
    const found = projects.find(
      (project) =>
        project.host === host &&
        project.year === 2019 &&
        (host !== research || project.topic.startsWith(person.subject)) &&
        statusOfProject(project) === "posted" &&
        project.roster.some((story) => story.person === person) === on,
    );
    if (!found) throw new Error(`${host.name} has nothing of 2019 that fits`);
    return found;
  };
  const attendee = others.find((person) =>
    projects.some(
      ({ host, year, roster }) =>
        host === technology && year === 2019 && roster.some((story) => story.person === person),
    ),
  );
  const [absent, early, other, another] = others;
  if (!li || !attendee || !absent || !early || !other || !another) throw new Error("nobody reports anything");
  const told: Told[] = [
    {
      ...{ person: li, project: posted(research, li, false), host: research, reportedAt: "2019-12-17T02:20:00.000Z" },
      words: "全程参加，签到册上有我的签名，名单里没有我。",
    },
    {
      ...{ person: another, project: null, host: technology, reportedAt: "2019-12-11T07:05:00.000Z" },
      words: "11月在电教馆参加的微课制作培训，没有登记。",
    },
    {
      ...{ person: absent, project: posted(research, absent, false), host: research },
      ...{ reportedAt: "2019-12-03T03:10:00.000Z", words: "参加了两天。" },
      answer: ["did-not-attend", "签到册上没有你的签名。"],
    },
    {
      ...{ person: early, project: posted(technology, early, false), host: technology },
      ...{ reportedAt: "2019-12-05T01:40:00.000Z", words: "上午在，下午有课。" },
      answer: ["attended-too-little", "只参加了半天，按文件不计学时。"],
    },
    {
      ...{ person: other, project: null, host: research, reportedAt: "2019-12-06T06:30:00.000Z" },
      words: "县里组织的听评课。",
      answer: ["not-hosted-by-us", "这是原阳县教研室主办的，请向他们报告。"],
    },
    {
      ...{ person: attendee, project: posted(technology, attendee, true), host: technology },
      ...{ reportedAt: "2019-12-09T08:15:00.000Z", words: "没有看到学分。" },
      answer: ["registered-already", "学分已入账，请在学分页查看。"],
    },
  ];
  return told.map(({ person, project, host, reportedAt, words, answer }) => {
    const { school } = person;
    const [reason = null, note = null] = answer ?? [];
    return {
      city_id: CITY.id,
      id: chance.uuid(),
      teacher_id: person.id,
      school_id: school.id,
      county_id: school.county_id,
      project_id: project?.id ?? null,
      host_id: host.id,
      title: project?.title ?? words.replace(/[，。].*$/, ""),
      ended_on: project?.endsOn ?? "2019-11-15",
      hours_tenths: project?.hours ?? 160,
      role: "attended",
      words,
      status: answer ? "declined" : "open",
      reported_at: reportedAt,
      answered_by: answer ? doers.registrar(host).doer.account : null,
      answered_at: answer ? later(reportedAt, 26) : null,
      reason,
      answer: note,
    };
  });
}
