/** Why Supabase Auth refused, in words; without a network there is no status. */
export function refusalOf(
  error: { status?: number | undefined; code?: string | undefined },
): string {
  switch (error.code) {
    case "invalid_credentials":
      return "邮箱或密码不对";
    case "email_not_confirmed":
      return "这个邮箱还没有确认，请先打开邮件里的链接";
    case "weak_password":
      return "密码太简单，至少 6 位";
    case "same_password":
      return "新密码不能和现在的一样";
    case "signup_disabled":
      return "现在不能注册新账号，请联系邀请你的人";
    case "over_email_send_rate_limit":
      return "刚刚已经发过邮件，请过一会儿再试";
  }
  if (error.status === 429) return "尝试次数太多，请过几分钟再试";
  if (error.status === 400) return "邮箱或密码不对";
  return error.status ? "暂时不能完成，请稍后再试" : "网络不通，请检查后重试";
}
