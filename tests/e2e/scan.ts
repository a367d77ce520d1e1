import sharp from "sharp";

/** A picture that could be a certificate; each number another file. */
export async function aScan(number: number): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const background = { r: 255, g: 250 - (number % 40), b: 230 };
  const buffer = await sharp({ create: { width: 300 + number, height: 400, channels: 3, background } })
    .png()
    .toBuffer();
  return { name: `证书${number}.png`, mimeType: "image/png", buffer };
}
