import assert from "node:assert/strict";
import { dirname } from "node:path";
import { PROJECT } from "@/local/paths.ts";
import { type CliRun, supabaseCli } from "@/tests/support/supabase_cli.ts";

const functions = ["api", "wechat", "jobs"] as const;

/** What the CLI prints, and goes on, when it leaves a file out. */
const trouble = /outside source root|WARN/;

/** What the CLI sent for one function: the description, and the files by their names. */
interface Upload {
  metadata: { entrypoint_path: string; import_map_path: string; verify_jwt: boolean };
  files: Map<string, string>;
}

Deno.test("functions deploy --use-api uploads every file that a function imports", async (t) => {
  const management = managementApi();
  try {
    const run = await deploy(management.url, [...functions]);
    assert.equal(run.code, 0, run.stderr);
    assert.doesNotMatch(run.stdout + run.stderr, trouble);
    assert.deepEqual([...management.uploads.keys()].toSorted(), functions.toSorted());

    for (const name of functions) {
      await t.step(name, async () => {
        const { metadata, files } = management.uploads.get(name)!;
        assert.equal(metadata.entrypoint_path, `functions/${name}/index.ts`);
        assert.equal(metadata.import_map_path, "deno.json");
        assert.equal(metadata.verify_jwt, false);
        const needed = await importedFiles(`functions/${name}/index.ts`);
        assert.ok(needed.length > 5, String(needed));
        for (const path of [...needed, "deno.json"]) {
          assert.equal(files.get(path), await Deno.readTextFile(`${PROJECT}/${path}`), path);
        }
      });
    }
  } finally {
    await management.stop();
  }
});

Deno.test("a file outside the project is not uploaded, and the CLI says so in the words looked for", async () => {
  const management = managementApi();
  const folder = await Deno.makeTempDir({ prefix: "qingteng-deploy-" });
  try {
    const files: Record<string, string> = {
      "outside.ts": "export const outside = 1;\n",
      "project/supabase/config.toml": 'project_id = "planted"\n',
      "project/supabase/functions/planted/index.ts":
        'import { outside } from "../../../../outside.ts";\nDeno.serve(() => Response.json(outside));\n',
    };
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
      await Deno.writeTextFile(`${folder}/${path}`, text);
    }
    const run = await deploy(management.url, ["planted", "--workdir", `${folder}/project`]);
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stderr, trouble);
    assert.ok(
      ![...management.uploads.get("planted")!.files.keys()].some((name) =>
        name.endsWith("outside.ts")
      ),
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
    await management.stop();
  }
});

/** Runs the CLI against a management API of our own. */
async function deploy(url: string, args: string[]): Promise<CliRun> {
  const profile = await Deno.makeTempFile({ prefix: "qingteng-profile-", suffix: ".yaml" });
  try {
    await Deno.writeTextFile(
      profile,
      `name: stub\napi_url: ${url}\ndashboard_url: ${url}\nproject_host: localhost\n`,
    );
    const common = ["--use-api", "--remote=abcdefghijklmnopqrst", "--profile", profile, "--yes"];
    return await supabaseCli(["functions", "deploy", ...args, ...common], {
      SUPABASE_ACCESS_TOKEN: `sbp_${"0".repeat(40)}`,
    });
  } finally {
    await Deno.remove(profile);
  }
}

/** The two calls of Supabase's management API that a deployment makes, and what they were told. */
function managementApi() {
  const uploads = new Map<string, Upload>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (request.method === "POST" && pathname.endsWith("/functions/deploy")) {
      const slug = searchParams.get("slug")!;
      uploads.set(slug, await readUpload(await request.formData()));
      const times = { created_at: 1, updated_at: 1 };
      const deployed = { id: slug, slug, name: slug, status: "ACTIVE", version: 1, ...times };
      return Response.json(deployed, { status: 201 });
    }
    await request.body?.cancel();
    return Response.json([]);
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    uploads,
    stop: () => server.shutdown(),
  };
}

async function readUpload(form: FormData): Promise<Upload> {
  const files = new Map<string, string>();
  for (const file of form.getAll("file")) {
    if (file instanceof File) files.set(file.name, await file.text());
  }
  return { metadata: JSON.parse(form.get("metadata") as string), files };
}

/** Every file of the project that an entrypoint imports, itself included, as Deno sees it. */
async function importedFiles(entrypoint: string): Promise<string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", entrypoint],
    cwd: PROJECT,
    stderr: "null",
  }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as {
    modules: { specifier: string }[];
  };
  const root = `file://${PROJECT}/`;
  return modules.map(({ specifier }) => specifier)
    .filter((specifier) => specifier.startsWith("file:"))
    .map((specifier) => {
      assert.ok(specifier.startsWith(root), `${specifier} lies outside the project`);
      return specifier.slice(root.length);
    });
}
