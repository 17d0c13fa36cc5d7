/** A module of the mini program: neither a test beside it nor a declaration. */
export const isAppScript = (path: string) => path.endsWith(".ts") && !/(_test|\.d)\.ts$/.test(path);
