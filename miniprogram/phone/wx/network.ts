import { isConnected, network_changes, networkType } from "../network.ts";
import { asyncApi } from "./api.ts";

export const getNetworkType = asyncApi("getNetworkType", () => ({
  networkType: networkType(),
  isConnected: isConnected(),
}));

export const onNetworkStatusChange = network_changes.on;
export const offNetworkStatusChange = network_changes.off;
