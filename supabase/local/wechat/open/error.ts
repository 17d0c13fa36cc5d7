import { randomBytes } from "node:crypto";

/** A refusal of api.weixin.qq.com: HTTP 200 with errcode. */
export class OpenError extends Error {
  constructor(readonly errcode: number, message: string) {
    super(message);
  }

  body(): object {
    const rid = [4, 4, 4].map((length) => randomBytes(length).toString("hex")).join("-");
    return { errcode: this.errcode, errmsg: `${this.message} rid: ${rid}` };
  }
}
