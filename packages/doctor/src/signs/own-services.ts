/** What an app has beside the provider: stores, queues and mail servers, by name or port. */
export const ownServices =
  /redis|postgres|mysql|maria ?db|mongo|sqlserver|\bdatabase\b|\bsmtp\b|\bmailer\b|\bimap\b|kafka|rabbitmq|\bamqp\b|memcached|elasticsearch|:(?:25|465|587|993|3306|5432|5672|6379|9092|9200|11211|27017)\b/i;
