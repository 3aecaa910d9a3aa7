// SPDX-License-Identifier: Apache-2.0
// Reads volumes that the program under test wrote, and writes some for it: voxel (x, y, z) is (3 x + 37 y + 11 z) % 256.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ours, theirs] = process.argv.slice(2);
const storage = ["@zarrita/storage", "zarrita/node_modules/@zarrita/storage"]
  .map((name) => join(modules, name, "dist/src/fs.js"))
  .find(existsSync);
const zarr = await import(pathToFileURL(join(modules, "zarrita/dist/src/index.js")));
const { default: FileSystemStore } = await import(pathToFileURL(storage));

const value = (x, y, z) => (3 * x + 37 * y + 11 * z) % 256;

function check(condition, what) {
  if (!condition) throw new Error(what);
}

async function compare(location, step) {
  const array = await zarr.open(location, { kind: "array" });
  const { data, shape } = await zarr.get(array);
  let at = 0;
  for (let z = 0; z < shape[0]; z++) {
    for (let y = 0; y < shape[1]; y++) {
      for (let x = 0; x < shape[2]; x++) {
        check(Number(data[at++]) === value(step * x, step * y, z), `${location.path} at ${x}, ${y}, ${z}`);
      }
    }
  }
  return shape.join();
}

for (const name of ["u1", "u2", "f4"]) {
  const image = zarr.root(new FileSystemStore(join(ours, name + ".zarr")));
  check((await compare(image.resolve("0"), 1)) === "9,20,300", name);
  check((await compare(image.resolve("1"), 2)) === "9,10,150", name);
  const root = zarr.root(new FileSystemStore(join(ours, name + ".v3.zarr")));
  const { ome } = (await zarr.open.v3(root, { kind: "group" })).attrs;
  check(ome.version === "0.5" && ome.multiscales[0].datasets.length === 2, "version 0.5");
  check((await compare(root.resolve("0"), 1)) === "9,20,300", name);
  check((await compare(root.resolve("1"), 2)) === "9,10,150", name);
}
check((await compare(zarr.root(new FileSystemStore(join(ours, "shards"))), 1)) === "8,8,8", "shards");

const bytes = (endian) => ({ name: "bytes", configuration: { endian } });
const chains = {
  raw: [bytes("big")],
  zstd: [bytes("little"), { name: "zstd", configuration: { level: 3, checksum: false } }],
  turned: [{ name: "transpose", configuration: { order: [2, 0, 1] } }, bytes("little")],
};
for (const cname of ["lz4", "lz4hc", "zlib", "zstd"]) {
  for (const shuffle of ["noshuffle", "shuffle", "bitshuffle"]) {
    const configuration = { cname, clevel: 5, shuffle, typesize: 2, blocksize: 0 };
    chains[`${cname}-${shuffle}`] = [bytes("little"), { name: "blosc", configuration }];
  }
}
for (const [name, codecs] of Object.entries(chains)) {
  const array = await zarr.create(zarr.root(new FileSystemStore(join(theirs, name))), {
    shape: [9, 20, 33], chunkShape: [4, 7, 16], dtype: "uint16", fillValue: 0, codecs,
  });
  const data = new Uint16Array(9 * 20 * 33);
  for (let i = 0; i < data.length; i++) data[i] = value(i % 33, Math.floor(i / 33) % 20, Math.floor(i / 660));
  await zarr.set(array, null, { data, shape: [9, 20, 33], stride: [660, 33, 1] });
}
