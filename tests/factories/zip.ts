import { crc32, deflateRawSync } from "node:zlib";

export interface Part {
  name: string | Buffer;
  data: string | Buffer;
  /** What the directory tells of the size, true or not. */
  told?: number;
  flags?: number;
  unixMode?: number;
}

/** A .zip as no program would write it: names, sizes and flags are what they are told to be. */
export function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  const nothing = deflateRawSync("");
  let offset = 0;
  for (const { name, data, told, flags = 0x800, unixMode = 0 } of parts) {
    const rawName = Buffer.from(name);
    const plain = Buffer.from(data);
    const packed = plain.length === 0 ? nothing : deflateRawSync(plain);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(plain), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(told ?? plain.length, 18);
    shared.writeUInt16LE(rawName.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, rawName, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((unixMode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 3]), shared, tail, rawName]));
    locals.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, listed, Buffer.from("PK\x05\x06"), end]);
}
