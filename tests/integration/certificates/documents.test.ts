import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { CredentialIssuancePurpose, verifyCredential } from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import VerifiedPage from "@/app/(public)/verify/[code]/page";
import { GET as getPdf } from "@/app/certificates/[id]/certificate.pdf/route";
import { GET as getCredential } from "@/app/certificates/[id]/credential.json/route";
import { GET as getIssuer } from "@/app/issuer/route";
import { GET as getStatus } from "@/app/issuer/status/route";
import { openCertificate } from "@/features/certificates/open-certificate";
import { revokeCertificate } from "@/features/certificates/revoke-certificate";
import { messagesFor } from "@/messages";
import { groupedCode } from "@/rules/certificates";
import type { Actor } from "@/server/actor";
import { loadVocabulary } from "@/server/credential/vocabularies";
import { aCertificate, aPostedDegree } from "../../factories/certificates";
import { HAS_PDFTOTEXT, pagesOf, withoutSpaces } from "../../factories/pdf";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";

vi.setConfig({ testTimeout: 120_000 });

/** Who asks, and from where. */
const asked = vi.hoisted(() => ({ by: null as Actor | null, headers: new Headers() }));
vi.mock("@/server/session", () => ({ currentActor: async () => asked.by }));
vi.mock("@/server/locale", () => ({
  currentMessages: async () => messagesFor("zh-CN"),
  currentLocale: async () => "zh-CN",
}));
vi.mock("next/headers", () => ({ headers: async () => asked.headers }));

const NAME = "买买提·艾力𠮷";

let world: World;
let teacher: Actor;
let id: string;

beforeAll(async () => {
  world = await aWorld();
  const teacherId = await aTeacher(world.cityId, world.school, { name: NAME });
  teacher = await anActor(world.cityId, "teacher", world.school, { teacherId });
  await aPostedDegree(teacher, world);
  id = await aCertificate(teacher, world.cycleId);
});

const request = () => new Request(`http://localhost/certificates/${id}`);
const input = (of = id) => ({ params: Promise.resolve({ id: of }) });

/** The answer of a route to somebody. */
function as(actor: Actor | null, get: typeof getPdf, of = id): Promise<Response> {
  asked.by = actor;
  return get(request(), input(of));
}

/** The public page of a code, as it is read: without its marks. */
async function verifyPage(code: string): Promise<string> {
  const page = await VerifiedPage({ params: Promise.resolve({ code: encodeURIComponent(code) }) });
  return renderToStaticMarkup(createElement("div", null, page)).replace(/<[^>]*>/g, " ");
}

test("the PDF and the credential are the teacher's and the city's; to everybody else they aren't there", async () => {
  for (const get of [getPdf, getCredential]) {
    for (const actor of [teacher, world.cityOfficer]) expect((await as(actor, get)).status).toBe(200);
    for (const actor of [null, world.colleague, world.stranger, world.administrator, world.countyOfficer])
      expect((await as(actor, get)).status).toBe(404);
    expect((await as(teacher, get, "00000000-0000-4000-8000-000000000000")).status).toBe(404);
    expect((await as(teacher, get, "x")).status).toBe(404);
  }
});

test.skipIf(!HAS_PDFTOTEXT)("the printed certificate says what the public page says, the name in full", async () => {
  const { statement } = await openCertificate(teacher, id);
  const answer = await as(teacher, getPdf);
  expect(answer.headers.get("content-type")).toBe("application/pdf");
  const pages = pagesOf(new Uint8Array(await answer.arrayBuffer()));
  expect(pages).toHaveLength(1);
  const printed = withoutSpaces(pages[0] ?? "");
  const shown = withoutSpaces(await verifyPage(statement.code));
  const serial = statement.number.slice(-6);
  for (const text of [`第${serial}号`, statement.school, "2019-12-20", "360"])
    for (const place of [printed, shown]) expect(place).toContain(withoutSpaces(text));
  // A sign that no font has is spelt out.
  expect(printed).toMatch(/买买提·艾力(𠮷|〔U\+20BB7〕)老师/u);
  expect(printed).toContain(groupedCode(statement.code));
  expect(shown).toContain("买***𠮷");
  expect(shown).not.toContain("艾力");
});

describe("the credential, to a stranger with a library of their own", () => {
  /** What there is under the addresses that it names. */
  async function documentLoader(url: string) {
    const issuer = await getIssuer().json();
    const { origin } = new URL(issuer.id);
    if (url === `${origin}/issuer`) return { documentUrl: url, document: issuer };
    if (url === `${origin}/issuer/status`) return { documentUrl: url, document: await (await getStatus()).json() };
    const method = issuer.verificationMethod.find((one: { id: string }) => one.id === url);
    return method ? { documentUrl: url, document: method } : loadVocabulary(url);
  }
  const verdict = async (credential: { validFrom: string }) =>
    verifyCredential({
      credential,
      documentLoader,
      suite: new DataIntegrityProof({ cryptosuite }),
      purpose: new CredentialIssuancePurpose({ controller: await getIssuer().json() }),
      checkStatus: (options: object) => checkStatus({ ...options, verifyBitstringStatusListCredential: false }),
      now: new Date(credential.validFrom),
    });

  test("is good, and its list, too; once the city has revoked the certificate, the list says so, and so does the page", async () => {
    const credential = await (await as(teacher, getCredential)).json();
    expect(await verdict(credential)).toMatchObject({ verified: true });
    expect(credential.credentialSubject).toMatchObject({ creditsEarned: 360, identifier: [{ identityHash: NAME }] });
    expect(await verdict(await (await getStatus()).json())).toMatchObject({ verified: true });
    const status = async () => {
      const answer = await checkStatus({ credential, documentLoader, verifyBitstringStatusListCredential: false });
      return answer.results?.map((one) => one.status);
    };
    expect(await status()).toEqual([false]);
    const { code } = (await openCertificate(teacher, id)).statement;
    expect(await verifyPage(code)).toContain("证书有效");
    await revokeCertificate(
      world.cityOfficer,
      { certificateId: id, note: "弄虚作假" },
      new Date("2019-12-21T02:00:00Z"),
    );
    expect(await status()).toEqual([true]);
    const page = await verifyPage(code);
    expect(page).toContain("证书已于 2019-12-21 撤销");
    expect(page).not.toContain("弄虚作假");
  });

  test("is refused when one credit is added", async () => {
    const credential = await (await as(world.cityOfficer, getCredential)).json();
    credential.credentialSubject.creditsEarned += 1;
    expect(await verdict(credential)).toMatchObject({ verified: false });
  });
});

describe("the page of a code", () => {
  const told: [status: number, retryAfterSeconds: number | undefined][] = [];
  const askedFrom = (peer: string, claimed?: string) => {
    asked.headers = new Headers({ "x-answer": "this", "x-peer": peer });
    if (claimed) asked.headers.set("x-forwarded-for", claimed);
  };

  beforeEach(() => {
    told.length = 0;
    globalThis.creditBankAnswers = new Map([["this", (...answer) => told.push(answer as (typeof told)[number])]]);
  });
  afterEach(() => {
    globalThis.creditBankAnswers = undefined;
  });

  test("is the same 404 for every wrong one, whatever it looks like", async () => {
    askedFrom("10.9.8.6");
    const pages = new Set<string>();
    for (const code of ["x", "0".repeat(24), "%E0%A4%A", "4107-2016-000001"]) pages.add(await verifyPage(code));
    expect(told).toEqual(Array(4).fill([404, undefined]));
    expect(pages.size).toBe(1);
    expect([...pages][0]).toContain("没有找到这张证书");
  });

  test("tells whoever tries many to wait, and a forged X-Forwarded-For changes nothing", async () => {
    for (let tries = 0; tries < 25; tries++) {
      askedFrom("10.9.8.7", `1.2.3.${tries}`);
      await verifyPage(`guess ${tries}`);
    }
    expect(told.map(([status]) => status)).toEqual([...Array(20).fill(404), ...Array(5).fill(429)]);
    expect(told.at(-1)?.[1]).toBeGreaterThan(0);
    askedFrom("10.9.8.8");
    await verifyPage("another place");
    expect(told.at(-1)).toEqual([404, undefined]);
  });
});
