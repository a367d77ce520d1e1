import QRCode from "qrcode";
import { typeset } from "./typeset";

type Labelled = readonly [label: string, value: string];

/** A certificate in words. */
export interface PrintedCertificate {
  lang: string;
  title: string;
  heading: string;
  number: string;
  sentence: string;
  /** What is deemed complete, and by what; null where nothing is. */
  remark: string | null;
  facts: readonly Labelled[];
  ground: string;
  issuer: Labelled;
  issuedOn: Labelled;
  code: Labelled;
  verify: string;
  /** What the QR code is, for whoever doesn't see it. */
  qr: string;
  proofs: readonly Labelled[];
}

/**
 * A certificate on one page, held to PDF/UA-1.
 * @param address what its QR code opens
 * @throws TypesettingBusy
 */
export async function typesetCertificate(
  certificate: PrintedCertificate,
  address: string,
  signal?: AbortSignal,
): Promise<Buffer> {
  // Level Q: a quarter of it may be stained or creased.
  const image = await QRCode.toString(address, { type: "svg", errorCorrectionLevel: "Q", margin: 2 });
  return typeset({ template: "certificate", data: { ...certificate, image }, accessible: true }, signal);
}
