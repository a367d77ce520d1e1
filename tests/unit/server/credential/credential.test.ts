import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { generate } from "@digitalbazaar/ed25519-multikey";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { CredentialIssuancePurpose, type Verdict, verifyCredential } from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { publicKeyOf } from "@/server/multikey";

// What we sign is judged by another's library, as a stranger would: it knows the issuer's published document and nothing of us.

const ORIGIN = "https://bank.example.cn";
const NEW_KEY = Buffer.alloc(32, 7).toString("base64");
const OLD_KEY = Buffer.alloc(32, 3).toString("base64");
const ISSUED = new Date("2019-12-20T02:00:00.123Z");

/** The modules as a process has them that signs with this key. */
async function bank(SIGNING_KEY = NEW_KEY, SIGNING_KEYS_BEFORE = "") {
  vi.resetModules();
  const settings = {
    APP_DATABASE_URL: "postgresql://a@localhost/bank",
    AUTH_SECRET: "x".repeat(32),
    DATA_KEY: NEW_KEY,
    PUBLIC_ORIGIN: ORIGIN,
    DATA_DIR: "/data",
    SIGNING_KEY,
    SIGNING_KEYS_BEFORE,
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const [badge, status, issuer, signing, vocabularies] = await Promise.all([
    import("@/server/credential/open-badge"),
    import("@/server/credential/status-list"),
    import("@/server/credential/issuer"),
    import("@/server/signing"),
    import("@/server/credential/vocabularies"),
  ]);
  return { ...badge, ...status, ...issuer, ...signing, ...vocabularies };
}

type Bank = Awaited<ReturnType<typeof bank>>;
const ISSUER = { name: "新乡市教育局", description: "教师教育学分银行" };

const badgeOf = (ours: Bank) =>
  ours.openBadgeCredential(
    {
      certificateId: "0b7f8a8e-3b0e-4b53-9a53-0c0f7a1c9e11",
      number: "4107-2016-000123",
      holder: "买买提·艾力𠮷",
      cycle: { startYear: 2016, endYear: 2020 },
      creditsTenths: 3_825,
      onlineTenths: 800,
      requiredTenths: 3_600,
      requiredOnlineTenths: 800,
      statusIndex: 94_567,
      issuedAt: ISSUED,
    },
    {
      issuer: ISSUER,
      name: "2016-2020周期教师继续教育合格证书",
      description: "完成周期内全部学分",
      criteria: "通知 一：360学分，其中网络校本研修80学分",
      online: "网络校本研修学分",
      evidence: "账本末条第31号",
    },
  );

/** What a stranger finds under an address: the vocabularies, and what the site publishes. */
function web(ours: Bank, published: Record<string, object> = {}) {
  const issuer = ours.issuerDocument(ISSUER);
  const methods = issuer.verificationMethod.map((method) => [method.id, method]);
  const found: Record<string, object> = { [issuer.id]: issuer, ...Object.fromEntries(methods), ...published };
  return async (url: string) => {
    const document = found[url];
    return document ? { documentUrl: url, document } : ours.loadVocabulary(url);
  };
}

const verdictOn = (ours: Bank, credential: object): Promise<Verdict> =>
  verifyCredential({
    credential,
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: web(ours),
    purpose: new CredentialIssuancePurpose({ controller: ours.issuerDocument(ISSUER) }),
    // The list of revocations is asked by itself.
    checkStatus: async () => ({ verified: true }),
    // The day of issue, wherever the clock of this machine stands.
    now: ISSUED,
  });

/** The same document with one thing changed. */
function changed<Document extends object>(document: Document, change: (copy: Document) => void): Document {
  const copy = structuredClone(document);
  change(copy);
  return copy;
}

beforeEach(() => {
  vi.unstubAllEnvs();
  vi.stubGlobal("fetch", () => Promise.reject(new Error("no network")));
});

describe("a certificate as an Open Badge", () => {
  test("is taken by an independent verifier", async () => {
    const ours = await bank();
    expect(await verdictOn(ours, await badgeOf(ours))).toMatchObject({ verified: true });
  });

  test("is signed the same each time: whoever downloads it again has the same file", async () => {
    const ours = await bank();
    expect(await badgeOf(ours)).toEqual(await badgeOf(ours));
  });

  test.each<[string, (badge: Awaited<ReturnType<typeof badgeOf>>) => void]>([
    ["name", (badge) => Object.assign(badge.credentialSubject.identifier[0] ?? {}, { identityHash: "买买提·艾力" })],
    ["credits", (badge) => Object.assign(badge.credentialSubject, { creditsEarned: 382.6 })],
    ["online credits", (badge) => Object.assign(badge.credentialSubject.result[0] ?? {}, { value: "80.1" })],
    ["date", (badge) => Object.assign(badge, { validFrom: "2019-12-20T02:00:01Z" })],
    ["number", (badge) => Object.assign(badge.credentialSubject, { licenseNumber: "4107-2016-000124" })],
    ["place in the list", (badge) => Object.assign(badge.credentialStatus, { statusListIndex: "94568" })],
    ["issuer's name", (badge) => Object.assign(badge.issuer, { name: "新乡市教育局 " })],
    ["date of the proof", (badge) => Object.assign(badge.proof, { created: "2019-12-20T02:00:01Z" })],
    [
      "signature",
      ({ proof }) =>
        Object.assign(proof, { proofValue: proof.proofValue.replace(/.$/, (last) => (last === "2" ? "3" : "2")) }),
    ],
  ])("is refused with another %s", async (_what, change) => {
    const ours = await bank();
    const verdict = await verdictOn(ours, changed(await badgeOf(ours), change));
    expect(verdict.verified).toBe(false);
    expect(String(verdict.error?.errors)).toMatch(/Invalid signature/);
  });

  test("is refused when another key than the published one signed it", async () => {
    const [theirs, ours] = [await badgeOf(await bank(OLD_KEY)), await bank()];
    expect(await verdictOn(ours, theirs)).toMatchObject({ verified: false });
    const [method] = ours.issuerDocument(ISSUER).verificationMethod;
    const claimed = changed(theirs, (badge) => Object.assign(badge.proof, { verificationMethod: method?.id }));
    const verdict = await verdictOn(ours, claimed);
    expect(String(verdict.error?.errors)).toMatch(/Invalid signature/);
  });

  test("stays valid after the key was changed, as long as the old one is published", async () => {
    const before = await bank(OLD_KEY);
    const badge = await badgeOf(before);
    const [oldId = ""] = before.signingKeys();
    expect(await verdictOn(await bank(NEW_KEY, oldId), badge)).toMatchObject({ verified: true });
  });
});

describe("the list of revocations", () => {
  test.each([
    [[], false],
    [[94_566, 94_568], false],
    [[0, 94_567, 1_048_575], true],
  ])("with %j revoked tells of place 94567: %s", async (revoked, told) => {
    const ours = await bank();
    const list = await ours.statusListCredential(revoked, ISSUED);
    expect(await verdictOn(ours, list)).toMatchObject({ verified: true });
    const credential = await badgeOf(ours);
    const documentLoader = web(ours, { [credential.credentialStatus.statusListCredential]: list });
    // The list's own proof was looked at above.
    const answer = await checkStatus({ credential, documentLoader, verifyBitstringStatusListCredential: false });
    expect(answer.error).toBeUndefined();
    expect(answer.results?.map(({ status }) => status)).toEqual([told]);
  });

  test("is refused when a bit of it was turned back", async () => {
    const ours = await bank();
    const [revoked, clean] = await Promise.all([[94_567], []].map((some) => ours.statusListCredential(some, ISSUED)));
    if (!revoked || !clean) throw new Error("two lists");
    const forged = changed(revoked, (list) => {
      list.credentialSubject.encodedList = clean.credentialSubject.encodedList;
    });
    expect(await verdictOn(ours, forged)).toMatchObject({ verified: false });
  });

  test("names nobody", async () => {
    const ours = await bank();
    const list = await ours.statusListCredential([5], ISSUED);
    expect(list.credentialSubject.encodedList).toMatch(/^u[\w-]+$/);
    expect(JSON.stringify(list)).not.toMatch(/[\u4e00-\u9fff]/);
  });
});

describe("the city's key", () => {
  test("is written as others write it", async () => {
    const { publicKeyMultibase } = await generate();
    expect(publicKeyOf(publicKeyMultibase)).toHaveLength(32);
    const ours = await bank(NEW_KEY, publicKeyMultibase);
    expect(ours.signingKeys()).toEqual([expect.stringMatching(/^z6Mk\w{44}$/), publicKeyMultibase]);
  });

  test("signs bytes, and no other key's signature or changed byte passes", async () => {
    const ours = await bank();
    const signed = ours.signBytes(Buffer.from("新乡"));
    expect(ours.isSigned(Buffer.from("新乡"), signed)).toBe(true);
    expect(ours.isSigned(Buffer.from("新鄉"), signed)).toBe(false);
    const stranger = (await bank(OLD_KEY)).signBytes(Buffer.from("新乡"));
    expect(ours.isSigned(Buffer.from("新乡"), stranger)).toBe(false);
    expect(ours.isSigned(Buffer.from("新乡"), { ...stranger, keyId: signed.keyId })).toBe(false);
  });

  test.each(["z6Mk", "hello", "z6MkgAnvkP45uNxwCKeNdt6wrYkEjpYX4f7Nrd8MQqFL8Fb", "z".repeat(500)])(
    "of the past can't be %.20s",
    async (before) => {
      const ours = await bank(NEW_KEY, before);
      expect(() => ours.signingKeys()).toThrow("SIGNING_KEYS_BEFORE");
    },
  );
});

test("a vocabulary that we don't write in is never fetched", async () => {
  const ours = await bank();
  await expect(ours.loadVocabulary("https://www.w3.org/2018/credentials/v1")).rejects.toThrow("no credential of ours");
});
