/**
 * What supabase-js brings along and the dashboard never asks: data, files and functions are asked by fetch (ask.ts,
 * pictures.ts). The build puts this in its place (vite.config.ts), so that no first page fetches it.
 */
class Unused {}

export {
  Unused as FunctionRegion,
  Unused as FunctionsClient,
  Unused as FunctionsError,
  Unused as FunctionsFetchError,
  Unused as FunctionsHttpError,
  Unused as FunctionsRelayError,
  Unused as PostgrestClient,
  Unused as PostgrestError,
  Unused as StorageApiError,
  Unused as StorageClient,
};
