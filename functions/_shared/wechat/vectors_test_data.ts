/** Published test vectors of WeChat and its SDKs; each says where it stands. The key is WeChat Pay's testing key. */

/** Testing key of wechatpay-go `utils/sign_test.go`; it plays merchant and WeChat Pay. */
export const private_key_pem = `-----BEGIN PRIVATE KEY-----
MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDZUJN33V+dSfvd
fL0Mu+39XrZNXFFMQSy1V15FpncHeV47SmV0TzTqZc7hHB0ddqAdDi8Z5k3TKqb7
6sOwYr5TcAfuR6PIPaleyE0/0KrljBum2Isa2Nyq7Dgc3ElBQ6YN4l/a+DpvKaz1
FSKmKrhLNskqokWVSlu4g8OlKlbPXQ9ibII14MZRQrrkTmHYHzfi7GXXM0thAKuR
0HNvyhTHBh4/lrYM3GaMvmWwkwvsMavnOex6+eioZHBOb1/EIZ/LzC6zuHArPpyW
3daGaZ1rtQB1vVzTyERAVVFsXXgBHvfFud3w3ShsJYk8JvMwK2RpJ5/gV0QSARcm
LDRUAlPzAgMBAAECggEBAMc7rDeUaXiWv6bMGbZ3BTXpg1FhdddnWUnYE8HfX/km
OFI7XtBHXcgYFpcjYz4D5787pcsk7ezPidAj58zqenuclmjKnUmT3pfbI5eCA2v4
C9HnbYDrmUPK1ZcADtka4D6ScDccpNYNa1g2TFHzkIrEa6H+q7S3O2fqxY/DRVtN
0JIXalBb8daaqL5QVzSmM2BMVnHy+YITJWIkP2a3pKs9C0W65JGDsnG0wVrHinHF
+cnhFZIbaPEI//DAFMc9NkrWOKVRTEgcCUxCFaHOZVNxDWZD7A2ZfJB2rK6eg//y
gEiFDR2h6mTaDowMB4YF2n2dsIO4/dCG8vPHI20jn4ECgYEA/ZGu6lEMlO0XZnam
AZGtiNgLcCfM/C2ZERZE7QTRPZH1WdK92Al9ndldsswFw4baJrJLCmghjF/iG4zi
hhBvLnOLksnZUfjdumxoHDWXo2QBWbI5QsWIE7AuTiWgWj1I7X4fCXSQf6i+M/y2
6TogQ7d0ANpZFyOkTNMn/tiJvLECgYEA22XqlamG/yfAGWery5KNH2DGlTIyd6xJ
WtJ9j3jU99lZ0bCQ5xhiBbU9ImxCi3zgTsoqLWgA/p00HhNFNoUcTl9ofc0G3zwT
D1y0ZzcnVKxGJdZ6ohW52V0hJStAigtjYAsUgjm7//FH7PiQDBDP1Wa6xSRkDQU/
aSbQxvEE8+MCgYEA3bb8krW7opyM0XL9RHH0oqsFlVO30Oit5lrqebS0oHl3Zsr2
ZGgoBlWBsEzk3UqUhTFwm/DhJLTSJ/TQPRkxnhQ5/mewNhS9C7yua7wQkzVmWN+V
YeUGTvDGDF6qDz12/vJAgSwDDRym8x4NcXD5tTw7mmNRcwIfL22SkysThIECgYAV
BgccoEoXWS/HP2/u6fQr9ZIR6eV8Ij5FPbZacTG3LlS1Cz5XZra95UgebFFUHHtC
EY1JHJY7z8SWvTH8r3Su7eWNaIAoFBGffzqqSVazfm6aYZsOvRY6BfqPHT3p/H1h
Tq6AbBffxrcltgvXnCTORjHPglU0CjSxVs7awW3AEQKBgB5WtaC8VLROM7rkfVIq
+RXqE5vtJfa3e3N7W3RqxKp4zHFAPfr82FK5CX2bppEaxY7SEZVvVInKDc5gKdG/
jWNRBmvvftZhY59PILHO2X5vO4FXh7suEjy6VIh0gsnK36mmRboYIBGsNuDHjXLe
BDa+8mDLkWu5nHEhOxy2JJZl
-----END PRIVATE KEY-----
`;

/** The public half. */
export const public_key_pem = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2VCTd91fnUn73Xy9DLvt
/V62TVxRTEEstVdeRaZ3B3leO0pldE806mXO4RwdHXagHQ4vGeZN0yqm++rDsGK+
U3AH7kejyD2pXshNP9Cq5YwbptiLGtjcquw4HNxJQUOmDeJf2vg6byms9RUipiq4
SzbJKqJFlUpbuIPDpSpWz10PYmyCNeDGUUK65E5h2B834uxl1zNLYQCrkdBzb8oU
xwYeP5a2DNxmjL5lsJML7DGr5znsevnoqGRwTm9fxCGfy8wus7hwKz6clt3Whmmd
a7UAdb1c08hEQFVRbF14AR73xbnd8N0obCWJPCbzMCtkaSef4FdEEgEXJiw0VAJT
8wIDAQAB
-----END PUBLIC KEY-----
`;

/** A self-signed certificate of that key, with the serial of the one in wechatpay-go; good until 2046. */
export const certificate_serial = "D7CE59D1F522D701";
export const certificate_pem = `-----BEGIN CERTIFICATE-----
MIIDdjCCAl6gAwIBAgIJANfOWdH1ItcBMA0GCSqGSIb3DQEBCwUAMFAxCzAJBgNV
BAYTAkNOMRswGQYDVQQKDBJRaW5ndGVuZyBtYWxsIHRlc3QxJDAiBgNVBAMMG1dl
Q2hhdCBQYXkgcGxhdGZvcm0gZml4dHVyZTAeFw0yNjExMjMwMDI4NDZaFw00NjEx
MTgwMDI4NDZaMFAxCzAJBgNVBAYTAkNOMRswGQYDVQQKDBJRaW5ndGVuZyBtYWxs
IHRlc3QxJDAiBgNVBAMMG1dlQ2hhdCBQYXkgcGxhdGZvcm0gZml4dHVyZTCCASIw
DQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBANlQk3fdX51J+918vQy77f1etk1c
UUxBLLVXXkWmdwd5XjtKZXRPNOplzuEcHR12oB0OLxnmTdMqpvvqw7BivlNwB+5H
o8g9qV7ITT/QquWMG6bYixrY3KrsOBzcSUFDpg3iX9r4Om8prPUVIqYquEs2ySqi
RZVKW7iDw6UqVs9dD2JsgjXgxlFCuuROYdgfN+LsZdczS2EAq5HQc2/KFMcGHj+W
tgzcZoy+ZbCTC+wxq+c57Hr56KhkcE5vX8Qhn8vMLrO4cCs+nJbd1oZpnWu1AHW9
XNPIREBVUWxdeAEe98W53fDdKGwliTwm8zArZGknn+BXRBIBFyYsNFQCU/MCAwEA
AaNTMFEwHQYDVR0OBBYEFE9XO53f0lDu+h0qGbpjVCb9UeT8MB8GA1UdIwQYMBaA
FE9XO53f0lDu+h0qGbpjVCb9UeT8MA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcN
AQELBQADggEBAES7d91o/g+gTL1kngI7wXgndyzWgS7ShudMS+uLM7208mpKUnBe
dlFe12IYrbwwBTu+jGx7LPzfjeOKBNQ3xEmnSJGY/dkv814Wyn6p6s1z+zWQcg57
ucJr9XTN1FNelxqLjoAgUFzuKJmqhDHd3uKcGzz+HrCrIfwypTmmZAZwKqfyWIMO
dvkWqDBHLcE2Lkv770oWR6qXfhBB4OvwevDbIp0ZTZHrZ6uIA/CIsh0RDUV9KJXX
30fwRAr8Jd00m255THEbAvIUw7ySAmRFoKySK+PmNIuO3CRvzIDPltBcoH2d1vLh
504EzSchHA8GAWE6rLcFwmpmrxVTSUe3+8E=
-----END CERTIFICATE-----
`;

/** RSA-SHA256 signatures: wechatpay-go `utils/sign_test.go`; the messages of wechatpay-java and of WeChat's page. */
export const signatures = {
  plain: {
    message: "source",
    signature:
      "BKyAfU4iMCuvXMXS0Wzam3V/cnxZ+JaqigPM5OhljS2iOT95OO6Fsuml2JkFANJU9K6q9bLlDhPXuoVz+pp4hAm6pHU4ld815U4jsKu1RkyaII+1CYBUYC8TK0XtJ8FwUXXz8vZHh58rrAVN1XwNyvD1vfpxrMT4SL536GLwvpUHlCqIMzoZUguLli/K8V29QiOhuH6IEqLNJn8e9b3nwNcQ7be3CzYGpDAKBfDGPCqCv8Rw5zndhlffk2FEA70G4hvMwe51qMN/RAJbknXG23bSlObuTCN7Ndj1aJGH6/L+hdwfLpUtJm4QYVazzW7DFD27EpSQEqA8bX9+8m1rLg==",
  },
  get_request: {
    mchid: "1230000109",
    path: "/v3/pay/transactions/id/1217752501201407033233368018?mchid=1230000109",
    timestamp: "1652750623",
    nonce: "eBYqCOxa0QudMnPvVilkTzOg3gHh5Z3u",
    signature:
      "05vCKETQSxKN6zGfSn7KnfZo4l0hP8MQF8o30z5ZYDJ33kIwZvpFXUcr8ncAN3OlvSSUIhXcLkq3DLtzhZHMjwg7RzELD1RgdHn/VFw1JmaBlz1Gim5Zsdwf+5KhxdIHY0fnuY6N+clEy9RTO5hdWjOxA4L/LvCRxNZV3PCc7bGnXPxPmwrdL9spjECAnb52yxQx3mLIqYrHjZCmMf0H+xsoJWVYFMycJtDDqqDpe+gpbo9poNQiRLIECC2UKxR4cUh4EpBP0TSE/Q45iGZmPZ9i0g2WJmSCRXEXESm1J/foPXC58HQFntCiactJ52/m94nDJmehKXcGdnYFYR1fZw==",
  },
  pay_sign: {
    appid: "wx2421b1c4370ec43b",
    timestamp: "1554208460",
    nonce: "593BEC0C930BF1AFEB40B4A08C8FB242",
    prepay_id: "wx201410272009395522657a690389285100",
    signature:
      "JYKXt4mOdSKy03hD6XypE2RhzqxiJ3GDyxWbaIh1v95JFKzKfliSigI5ABR/pRU1EY/+BcWISR9vI1ZfWrnAGGoAhcuRhmwgRznyeT06kBy5k1heLQnFTWFYsoxVWyEEP6HRCbhaWREXRGs6lbdCkuK4R9ZcCgY/R+m7fGbiYYKXpjI92ByQ1il9MYxkCtLnxB3qeVjwjBsowN1KO9DQ9x6DYepQbuFUkqLj8A+cGMfXsTqqn8/PHPfPeocOXIR3jknFzFzRYyZB0az+KBqULEQr0BUwt9tZ0esXvVFbLoE8RvaBIEMB0OvMx2XRtYc0LQCL4wKzE2kYFX4dZmDBVg==",
  },
};

/** A whole signed notification. */
export interface SignedNotification {
  api_v3_key: string;
  timestamp: string;
  nonce: string;
  signature: string;
  body: string;
  plain: string;
}

/** wechatpay-go `core/notify/notify_test.go`; its APIv3 key has 16 characters, so this one is AES-128. */
export const payscore_notification: SignedNotification = {
  api_v3_key: "testMchAPIv3Key0",
  timestamp: "1624523846",
  nonce: "EcZ9Cmy4Xyx1i6RlJQzLcCyEqDa26NBz",
  signature:
    "tJHIiIS9eB2hAYstmAmbbD3ZE5LiIm/Ug5tuL4fC0YOFRWIHV39UFIZXC0e9Wl6lBu6sKvkqDkzpqzBsVHyXFlbYZTOQrVdG4b6LfTnK4mikv9++ixJMd3vTf2yCqvBkh98zs3Ds5zsYQakzbcwhmw4fMJs4nPLws28H0UW9FjDR//rxELLwXvV1VEA1IBLX70xptjL8hrfUjEE8kkry6yNJTHZRU8CAc7qHli2Ng1V1qb9ARbK8A3ThmFmPQvRGrapI/jS2laKKgYUmfdEdkNO6B2Cke5e8VTxY406ArAmQ90GAihDwIcb16TQMnzCMBoutnwZKNiKRACrFmtxw2Q==",
  body:
    `{"id":"3119dfba-e649-5eec-ab1e-3412bc4d2e17","create_time":"2021-06-24T16:37:26+08:00","resource_type":"encrypt-resource","event_type":"PAYSCORE.USER_OPEN_SERVICE","summary":"签约成功","resource":{"original_type":"payscore","algorithm":"AEAD_AES_256_GCM","ciphertext":"YDS3lKPaC4Y52Gf3uhft5qUBlIa8b428AWTtTauHQfQrRw+X1WpiuHIDy0vo1Vd6VEq67aVyqPdDYMkRVSDaZL3iZttevRMOoPKMifozg6XPWjIZumks/GpT48lI4NizyeaqLBokNebthah3o1H76qSlO9NkDjp9bzmKLEYYH9TEklFUpsvPqOTOcgSLgh21YJXYR7dEBXFgRLiNIKRgO5JdXh1hccRUAlyVWxE54PXpnQ==","associated_data":"payscore","nonce":"Kj7QIyUiYx1q"}}`,
  plain:
    `{"mchid":"1234567890","appid":"054aa7d7a2a54ab5898df65bd96f001c","create_time":"2020-06-30T12:12:00+08:00","out_contract_code":"21640bdbd08e473e828f3206a2741c6e"}`,
};

/** A payment, made with the testing key and a key of 32 characters. */
export const payment_notification: SignedNotification = {
  api_v3_key: "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb",
  timestamp: "1700000000",
  nonce: "NONCE0123456789ABCDEF0123456789AB",
  signature:
    "LHeOfZSA15GBUokmOC8mZ+mGJUKCzkDaAj4bOQIcchM/e2haM3OToJnMzDo5GsGUI6CqSN9aaJqKBZV1003rZ9z6t0vbcEYl0jgbxPJmPz3Y7da/MGh0rghIr3ugnwhhTBYQaOJBAVgK3hR3MEBlUilXrWYtyR4D0LRdq3S2rX1sC298JFQVLEUbu1uzpiCX+De/q1Xp9nD5LYevXgPFax7mZSmGuvM+5X7ddpvkhXbSZV/sMWhwpicq8S0n4/K4ArsV01a6AcySbBt8RiptmFWajX+KhZ/SzflQj5YES8YXOPHp2RIcGgxz5mvD7QG+2V2R+LDtXX+gMC/vpiNbsQ==",
  body:
    `{"id":"EV-2023111500000001","create_time":"2023-11-15T06:13:20+08:00","resource_type":"encrypt-resource","event_type":"TRANSACTION.SUCCESS","summary":"支付成功","resource":{"original_type":"transaction","algorithm":"AEAD_AES_256_GCM","ciphertext":"LYUKn3qlhLs+EMh1tCF3lJzj+CpOP4J4qrmKxEjFzvZoELRHQWGPg+UgQcq8oGdI1i9lo6URyA0O6jRMdtvD2BsakyHtghIf5aO5jvzcmX0LHRBR17GKlqPK2ecNf/EhTi/gZfHOfVeLTak9cCNFuXKP6Mj36n1WNK2ro6CDMBT9Zg==","associated_data":"transaction","nonce":"0123456789ab"}}`,
  plain:
    `{"mchid":"1230000109","out_trade_no":"TEST000001","trade_state":"SUCCESS","amount":{"total":100,"currency":"CNY"}}`,
};

/** AES-GCM: wechatpay-java `AeadAesCipherTest`, wechatpay-go `utils/aes_test.go`, wechatpay-axios-plugin `aes.test.js`. */
export const aes_gcm = [
  {
    key: "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb",
    nonce: "uluk4a9R25RW",
    associated_data: "associatedData",
    ciphertext: "ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=",
    plain: "message",
  },
  {
    key: "testAPIv3Key0000",
    nonce: "wCq51qZv4Yfg",
    associated_data: "Dl56FrqWQJF1t9LtC3vEUsniZKvbqdR8",
    ciphertext: "FsdXzxryWfKwvLJKf8LG/ToRPTRh8RN9wROC",
    plain: "Hello World",
  },
  {
    key: "0123456789abcdef0123456789abcdef",
    nonce: "0123456789abcdef",
    associated_data: "world",
    ciphertext: "APoZlYpivU3HjbAiB4CvW1rAFr8J",
    plain: "hello",
  },
  {
    key: "0123456789abcdef0123456789abcdef",
    nonce: "0123456789abcdef",
    associated_data: "",
    ciphertext: "GvpmmdtYwexXIPhySs9Tlg==",
    plain: "",
  },
];

/** RSA-OAEP with SHA-1, to be opened with the testing key. */
export const oaep = {
  plain: "张三",
  ciphertext:
    "J7V6klw909/2PlGRSzcLcBxlly+5f1crQlR1yedhmikYQ7+hAqD6DQ0Jr6nyD9IMss020nuv2Qi7p2yFTSBDF65x1CrPj3+UAk3xy8IT7kVMQbx5Z5/upK90hdgMMSqARXje9pTkyzCHa2kPXQVURGNYWz3xMdNzD3gqNzkJ44lJKA1KRM4jrPOJ5eJT3J/IvM1pUCljSIOf2CTkIpegiOyu4gKceu5/VHEFTYtWKCEknJSFvTuu73pB5bkrnekSHPfwHyUIuh7majVF05VMP9xMehnR0YUJHUeyGL0Hh3+mKy/edIBxtUhnKC8f8X/SIdUi1zIzwWkbFabOiMQhZA==",
};

/** WeChat's page on message push. */
export const push = {
  token: "AAAAA",
  encoding_aes_key: "A".repeat(43),
  appid: "wxba5fad812f8e6fb9",
  setup: {
    timestamp: "1714036504",
    nonce: "1514711492",
    signature: "f464b24fc39322e44b38aa78f5edd27bd1441696",
    echostr: "4375120948345356249",
  },
  plain_post: {
    timestamp: "1714037059",
    nonce: "486452656",
    signature: "899cf89e464efb63f54ddac96b0a0a235f53aa78",
  },
  safe_post: {
    timestamp: "1714112445",
    nonce: "415670741",
    msg_signature: "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3",
    encrypt:
      "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=",
    random: "a8eedb185eb2fecf",
    plain:
      `{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}`,
  },
  reply: {
    random: "707722b803182950",
    plain: `{"demo_resp":"good luck"}`,
    encrypt:
      "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==",
    timestamp: "1713424427",
    nonce: "415670741",
    msg_signature: "1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1",
  },
};
