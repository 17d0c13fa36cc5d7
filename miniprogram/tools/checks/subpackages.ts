import { dirname, join } from "node:path/posix";
import type { AppConfig } from "../../phone/bundle.ts";
import { jsonOf } from "../files.ts";
import type { Files } from "../files.ts";
import { references } from "../references.ts";

/** WeChat loads a subpackage when one of its pages opens: nothing outside may need its files. */
export function subPackageProblems(files: Files): string[] {
  const { subPackages = [] } = jsonOf(files, "app.json") as AppConfig;
  const roots = subPackages.map(({ root }) => root.replace(/\/?$/, "/"));
  const rootOf = (path: string) => roots.find((root) => path.startsWith(root));

  return [...files.keys()].flatMap((path) =>
    references(path, files).flatMap(({ specifier }) => {
      const target = specifier.startsWith("/")
        ? specifier.slice(1)
        : join(dirname(path), specifier);
      const root = rootOf(target);
      return root === undefined || root === rootOf(path)
        ? []
        : [`${path}: ${target} lies in a subpackage that may not be there yet`];
    })
  );
}
