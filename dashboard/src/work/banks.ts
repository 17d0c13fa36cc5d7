/** Banks as WeChat Pay names their debit cards (bank_type); the others are settled in the merchant platform. */
export const banks: readonly { value: string; label: string }[] = [
  { value: "ICBC_DEBIT", label: "工商银行" },
  { value: "ABC_DEBIT", label: "农业银行" },
  { value: "BOC_DEBIT", label: "中国银行" },
  { value: "CCB_DEBIT", label: "建设银行" },
  { value: "COMM_DEBIT", label: "交通银行" },
  { value: "PSBC_DEBIT", label: "邮储银行" },
  { value: "CMB_DEBIT", label: "招商银行" },
  { value: "CITIC_DEBIT", label: "中信银行" },
  { value: "CEB_DEBIT", label: "光大银行" },
  { value: "CMBC_DEBIT", label: "民生银行" },
  { value: "CIB_DEBIT", label: "兴业银行" },
  { value: "SPDB_DEBIT", label: "浦发银行" },
  { value: "PAB_DEBIT", label: "平安银行" },
  { value: "GDB_DEBIT", label: "广发银行" },
  { value: "HXB_DEBIT", label: "华夏银行" },
];
