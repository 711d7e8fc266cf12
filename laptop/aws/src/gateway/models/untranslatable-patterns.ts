// biome-ignore-all lint/suspicious/noTemplateCurlyInString: AWS's patterns, no templates
/**
 * Patterns of AWS's models that JavaScript's regular expressions cannot say, and why: values pass unchecked. None is of a service that the
 * product uses. A test compares this list with the models, of which there are more than 9,000 patterns.
 */
export const UNTRANSLATABLE_PATTERNS: ReadonlyMap<string, string> = new Map([
  ['[\\p{Print}&&[^|:/]]+', 'intersection of classes (autoscaling-plans ScalingPlanName)'],
  ['^[-_a-zA-Z0-9]*${2,64}$', 'a quantifier of an anchor (chime-sdk-voice ClientRequestId)'],
  ['[^\\p{C}\\p{IsWhitespace}]+', 'a property that only Java has (codeartifact PackageGroupPattern)'],
  ['[\\p{all}]*', 'a property that only Java has (dlm)'],
  ['^(\\p{LD}|\\p{Punct}| )+$', 'a property that only Java has (ds RadiusSharedSecret, TrustPassword)'],
  ['^(\\/|(\\/(?!\\.)+[^$#<>;`|&?{}^*/\\n]+){1,4})$', 'a quantifier of a look-ahead (efs Path)'],
  ['(\\/|(\\/(?!\\.)+[^$#<>;;`|&?{}^*/\\n]+){1,4})', 'a quantifier of a look-ahead (s3files Path)'],
  [
    '([a-zA-Z0-9_\\-=/]|\\{satellite_id\\}|\\{config\\-name}|\\{s3\\-config-id}|\\{year\\}|\\{month\\}|\\{day\\}){1,900}',
    'a brace without its other one (groundstation S3KeyPrefix)',
  ],
  ["[a-zA-Z0-9\\s'\\x{0022},.:\\\\\\/{$}\\[\\]=_\\-\\+]+", 'an escape that only Java has (iot-managed-integrations Capabilities)'],
  ['(^\\$\\{Parameters\\.[a-zA-z]+([a-zA-z_0-9]*)}$)', 'a brace without its other one (iottwinmaker Expression)'],
  ['[^-A-Za-z0-9+/=]|=[^=]|={3,}${1,4096}', 'a quantifier of an anchor (iotwireless CertificatePEM)'],
  [
    'arn:aws:kinesisanalytics:[a-z]{2}-[a-z]+-\\d{1}+:\\d{12}+:application/[a-zA-Z0-9_.-]{1,128}',
    'a possessive quantifier (kinesisanalytics KinesisAnalyticsARN)',
  ],
  ["^[\\/]?+[a-zA-Z0-9!_.*'()-]+(\\/[a-zA-Z0-9!_.*'()-]+)*$", 'a possessive quantifier (lexv2-models ObjectPrefix)'],
  ['([\\w!$&()*+,./:;=?@\\x{60}-]|%([\\dA-Fa-f]{2}|[\\dA-Fa-f]?\\*))+', 'an escape that only Java has (location RefererPattern)'],
  ['[^/:|\\000-\\037]+', 'an escape that only Java has (mgh ProgressUpdateStream)'],
  ['[0-9A-Z]{2}+', 'a possessive quantifier (payment-cryptography KeyVersion, OptionalBlockId)'],
  ['\\P{C}*$}', 'a brace without its other one (qbusiness MessageBody)'],
  ['^arn:\\S+:rbin:[a-z\\-0-9]{0,63}:[0-9]{12}:rule/[0-9a-zA-Z]{11}{0,1011}$', 'a quantifier of a quantifier (rbin RuleArn)'],
  ['([\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]*)${1,128}', 'a quantifier of an anchor (sagemaker CustomerMetadataKey)'],
  ['([\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]*)${1,256}', 'a quantifier of an anchor (sagemaker CustomerMetadataValue)'],
  ['^\\{[\\w\\s:\\{\\}\\[\\]"]*}$', 'a brace without its other one (storagegateway NotificationPolicy)'],
]);
