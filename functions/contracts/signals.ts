/**
 * Headers in which the phone says something of itself beside its commands, so that rules can later tell whether two
 * accounts sit on one device. All are optional; what does not look like one is not kept.
 */
export const signal_headers = {
  /** An id of ours, made once and kept in the phone's storage. */
  device: "x-mall-device",
  /** The model as wx.getDeviceInfo names it, through encodeURIComponent. */
  model: "x-mall-device-model",
  /** WeChat's number for how the mini program was opened. */
  scene: "x-mall-scene",
} as const;
